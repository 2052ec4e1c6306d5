import type { Survivor } from '../support/Survivor';

/** The changes by StrykerJS that are allowed to pass this suite. */
export const survivors: readonly Survivor[] = [
  {
    original: 'chain.blocks[height]?.hash',
    replacement: 'chain.blocks[height].hash',
    why: 'with one difficulty a chain never gets shorter, so the height asked for stays on it',
  },
  {
    original: 'branch.length === 0',
    replacement: 'true',
    line: 'if (branch.length === 0 && isOurs) continue;',
    why: 'differs only if our chain changes to the branch that is held; it then mostly begins anew and ends on the same chain',
  },
  {
    original: 'parent?.hash',
    replacement: 'parent.hash',
    why: 'the same: our chain always has a block below the one asked for',
  },
];
