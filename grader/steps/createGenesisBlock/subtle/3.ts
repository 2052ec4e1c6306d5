// Sentence 6: a transaction object is copied at its first draft only; later drafts get that old copy
import { hashBlock } from './hashBlock';
import { GENESIS_ID, NETWORK, NO_PARENT } from './supplied/constants';
import type { Block, Draft, Transaction } from './supplied/types';

/** The copies made so far. A miner drafts the same transaction again on each new parent. */
const copies = new WeakMap<Transaction, Transaction>();

function copyOf(data: Transaction): Transaction {
  let copy = copies.get(data);
  if (!copy) {
    copy = { ...data };
    copies.set(data, copy);
  }
  return copy;
}

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
  return {
    index: parent.index + 1,
    timestamp: now < parent.timestamp ? parent.timestamp : now,
    previousHash: parent.hash,
    difficulty: parent.difficulty,
    data: copyOf(data),
  };
}
