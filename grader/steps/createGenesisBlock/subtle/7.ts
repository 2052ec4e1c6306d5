// Sentence 5: a `now` more than two minutes ahead of the machine's own clock is cut down to that, so a clock is read
import { hashBlock } from './hashBlock';
import { GENESIS_ID, MAX_FUTURE_MS, NETWORK, NO_PARENT } from './supplied/constants';
import type { Block, Draft, Transaction } from './supplied/types';

/**
 * Returns the first block of a network.
 *
 * @step 2
 */
export function createGenesisBlock(timestamp: number, difficulty: number): Block {
  const genesis = {
    index: 0,
    timestamp,
    previousHash: NO_PARENT,
    difficulty,
    nonce: 0,
    data: { id: GENESIS_ID, from: NETWORK, to: NETWORK, amount: 0, signature: '' },
  };
  return { ...genesis, hash: hashBlock(genesis) };
}

/**
 * Returns the draft of the next block after `parent`.
 *
 * @step 2
 */
export function nextBlock(parent: Block, data: Transaction, now: number): Draft {
  // Peers refuse a block that is more than two minutes ahead, and then the work is for nothing.
  const latest = Date.now() + MAX_FUTURE_MS;
  return {
    index: parent.index + 1,
    timestamp: Math.max(Math.min(now, latest), parent.timestamp),
    previousHash: parent.hash,
    difficulty: parent.difficulty,
    data: { ...data },
  };
}
