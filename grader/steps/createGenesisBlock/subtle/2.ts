// Sentence 5: the later time is the last of a sorted array, but sort() without a function compares numbers as texts
import { hashBlock } from './hashBlock';
import { GENESIS_ID, NETWORK, NO_PARENT } from './supplied/constants';
import type { Block, Draft, Transaction } from './supplied/types';

/**
 * Returns the first block of a network.
 *
 * @step 2
 */
export function createGenesisBlock(timestamp: number, difficulty: number): Block {
  const data: Transaction = {
    id: GENESIS_ID,
    from: NETWORK,
    to: NETWORK,
    amount: 0,
    signature: '',
  };
  const genesis = { index: 0, timestamp, previousHash: NO_PARENT, difficulty, nonce: 0, data };
  return { ...genesis, hash: hashBlock(genesis) };
}

/**
 * Returns the draft of the next block after `parent`.
 *
 * @step 2
 */
export function nextBlock(parent: Block, data: Transaction, now: number): Draft {
  const [, timestamp] = [parent.timestamp, now].sort();
  return {
    index: parent.index + 1,
    timestamp,
    previousHash: parent.hash,
    difficulty: parent.difficulty,
    data: { ...data },
  };
}
