import { emptiedText } from '../support/Survivor';
import type { Survivor } from '../support/Survivor';

/** The changes by StrykerJS that are allowed to pass this suite. */
export const survivors: readonly Survivor[] = [
  emptiedText("'the network cannot be paid'"),
  emptiedText("'a user cannot pay itself'"),
  emptiedText("'a payment is a whole number of cents above zero'"),
];
