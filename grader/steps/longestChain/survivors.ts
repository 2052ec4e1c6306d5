import type { Survivor } from '../support/Survivor';

/** The changes by StrykerJS that are allowed to pass this suite. */
export const survivors: readonly Survivor[] = [
  {
    original: 'parent === undefined',
    replacement: 'false',
    line: 'if (parent === undefined) return false;',
    why: 'a branch without a parent on our chain gains no work and is not checked; only TypeScript needs this line',
  },
  {
    original: 'false',
    replacement: 'true',
    line: 'if (parent === undefined) return false;',
    why: 'the same: this line is never reached',
  },
  {
    original: '{ if (error instanceof Refusal) return false; throw error; }',
    replacement: '{}',
    why: 'undefined counts as false here, and validateBlock throws no other errors',
  },
  {
    original: 'error instanceof Refusal',
    replacement: 'true',
    why: 'validateBlock throws no other errors',
  },
];
