// Sentence 4: -~index adds one only to numbers of 32 bits
import { hashBlock } from './hashBlock';
import { GENESIS_ID, NETWORK, NO_PARENT } from './supplied/constants';
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
  return Object.assign(genesis, { hash: hashBlock(genesis) });
}

/**
 * Returns the draft of the next block after `parent`.
 *
 * @step 2
 */
export function nextBlock(parent: Block, data: Transaction, now: number): Draft {
  const { index, timestamp, hash: previousHash, difficulty } = parent;
  return {
    index: -~index,
    timestamp: now > timestamp ? now : timestamp,
    previousHash,
    difficulty,
    data: Object.assign({}, data),
  };
}
