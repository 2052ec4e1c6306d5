import { unsaid } from '../support/Survivor';
import type { Survivor } from '../support/Survivor';

/** The changes by StrykerJS that this suite need not notice. */
export const survivors: readonly Survivor[] = [
  unsaid("'the network cannot be paid'"),
  unsaid("'a user cannot pay itself'"),
  unsaid("'a payment is a whole number of cents above zero'"),
];
