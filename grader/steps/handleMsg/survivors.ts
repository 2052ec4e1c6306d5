import { emptiedText } from '../support/Survivor';
import type { Survivor } from '../support/Survivor';

/** The changes by StrykerJS that are allowed to pass this suite. */
export const survivors: readonly Survivor[] = [
  emptiedText("'this is not ours to mint'"),
  emptiedText("'coins are mined, not asked for'"),
];
