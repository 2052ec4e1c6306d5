import type { Survivor } from '../support/Survivor';

/** The changes by StrykerJS that are allowed to pass this suite. */
export const survivors: readonly Survivor[] = [
  {
    original: 'bitsLeft === 0',
    replacement: 'false',
    why: 'any hex digit shifted by four bits is 0: the answer is the same',
  },
];
