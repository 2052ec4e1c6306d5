import type { Survivor } from '../support/Survivor';

/** The changes by StrykerJS that are allowed to pass this suite. */
export const survivors: readonly Survivor[] = [
  {
    original: 'rest > 0',
    replacement: 'rest >= 0',
    why: 'a wait of 0 ms ends at once, and then the miner mines',
  },
];
