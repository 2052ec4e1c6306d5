import { unsaid } from '../support/Survivor';
import type { Survivor } from '../support/Survivor';

/** The changes by StrykerJS that this suite need not notice. */
export const survivors: readonly Survivor[] = [
  unsaid("'this is not ours to mint'"),
  unsaid("'coins are mined, not asked for'"),
];
