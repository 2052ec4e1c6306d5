import { MAX_FUTURE_MS } from '../../../solution/supplied/constants';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Block } from '../../../solution/supplied/types';
import { blockOn, coin, grow, withoutWork } from './sampleBlocks';

/** A fault of a block. The fault breaks exactly one rule. */
interface Fault {
  code: Code;
  make: (parent: Block, now: number) => Block;
}

/** The only fault that depends on our clock. */
export const TOO_EARLY = 'is dated two minutes and 1 ms after now';

/** The faults of a block. The key describes the fault. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  'has an index too high': {
    code: 'bad-index',
    make: (parent) => on(parent, { index: parent.index + 2 }),
  },
  'is older than its parent': {
    code: 'bad-timestamp',
    make: (parent) => on(parent, { timestamp: parent.timestamp - 1 }),
  },
  [TOO_EARLY]: {
    code: 'bad-timestamp',
    make: (parent, now) => on(parent, { timestamp: now + MAX_FUTURE_MS + 1 }),
  },
  'declares a lower difficulty': {
    code: 'bad-difficulty',
    make: (parent) => on(parent, { difficulty: parent.difficulty - 1 }),
  },
  'declares a higher difficulty': {
    code: 'bad-difficulty',
    make: (parent) => on(parent, { difficulty: parent.difficulty + 1 }),
  },
  'has a hash other than its own': {
    code: 'bad-hash',
    make: (parent) => ({ ...on(parent), hash: '0'.repeat(64) }),
  },
  'has no work': { code: 'bad-work', make: (parent) => withoutWork(on(parent)) },
};

/** A fault that all blocks of a branch except the first block can have. */
export const BROKEN_LINK = 'names the block before its parent as its parent';

/**
 * Returns a branch with one faulty block. The blocks above the faulty block have no fault of their
 * own.
 *
 * @param length the number of blocks
 * @param place the place of the faulty block, from 0
 * @param fault a key of `FAULTS`, or `BROKEN_LINK`
 */
export function faultyBranch(
  parent: Block,
  length: number,
  place: number,
  fault: string,
  now: number,
): Block[] {
  const below = grow(parent, place, 'mallory');
  const last = below.at(-1) ?? parent;
  const bad =
    fault === BROKEN_LINK
      ? on(last, { previousHash: last.previousHash })
      : FAULTS[fault].make(last, now);
  const branch = [...below, bad];
  return [...branch, ...grow(bad, length - branch.length, 'mallory')];
}

function on(parent: Block, changes: Parameters<typeof blockOn>[2] = {}): Block {
  return blockOn(parent, coin(`bad-${parent.index + 1}`, 'mallory'), changes);
}
