// Sentence 3: a repeated call answers from a stored block; its copies are shallow, so the second and the third call share one data
import { hashBlock } from './hashBlock';
import { GENESIS_ID, NETWORK, NO_PARENT } from './supplied/constants';
import type { Block, Draft, Transaction } from './supplied/types';

/** The newest genesis block. A network asks for the same one several times. */
let newest: Block | undefined;

/**
 * Returns the first block of a network.
 *
 * @step 2
 */
export function createGenesisBlock(timestamp: number, difficulty: number): Block {
  if (newest?.timestamp === timestamp && newest.difficulty === difficulty) return { ...newest };
  const genesis = {
    index: 0,
    timestamp,
    previousHash: NO_PARENT,
    difficulty,
    nonce: 0,
    data: { id: GENESIS_ID, from: NETWORK, to: NETWORK, amount: 0, signature: '' },
  };
  const block = { ...genesis, hash: hashBlock(genesis) };
  newest = structuredClone(block);
  return block;
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
