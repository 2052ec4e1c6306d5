import { unsaid } from '../support/Survivor';
import type { Survivor } from '../support/Survivor';

/** The changes by StrykerJS that this suite need not notice. */
export const survivors: readonly Survivor[] = [
  unsaid('`${this.options.name} is running already`'),
  unsaid('`${this.options.name} was stopped meanwhile`'),
  unsaid("'a thread has ended without being told to'"),
];
