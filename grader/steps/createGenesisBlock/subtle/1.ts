// Sentence 2 (and the table's hash): hashes are remembered under timestamp and difficulty, written without a border between them
import { hashBlock } from './hashBlock';
import { GENESIS_ID, NETWORK, NO_PARENT } from './supplied/constants';
import type { Block, Draft, Transaction } from './supplied/types';

/** The hashes of the genesis blocks made so far. */
const hashes = new Map<string, string>();

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
  const key = `${timestamp}${difficulty}`;
  const hash = hashes.get(key) ?? hashBlock(genesis);
  hashes.set(key, hash);
  return { ...genesis, hash };
}

/**
 * Returns the draft of the next block after `parent`.
 *
 * @step 2
 */
export function nextBlock(parent: Block, data: Transaction, now: number): Draft {
  return {
    index: parent.index + 1,
    timestamp: Math.max(now, parent.timestamp),
    previousHash: parent.hash,
    difficulty: parent.difficulty,
    data: { ...data },
  };
}
