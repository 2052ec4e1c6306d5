// Sentence 7: the draft is the parent without nonce and hash, so any further field of the parent comes along
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
  return { ...genesis, hash: hashBlock(genesis) };
}

/**
 * Returns the draft of the next block after `parent`.
 *
 * @step 2
 */
export function nextBlock(parent: Block, data: Transaction, now: number): Draft {
  const { nonce, hash, ...rest } = parent;
  return {
    ...rest,
    index: rest.index + 1,
    timestamp: Math.max(now, rest.timestamp),
    previousHash: hash,
    data: { ...data },
  };
}
