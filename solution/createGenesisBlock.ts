import { hashBlock } from './hashBlock';
import { GENESIS_ID, NETWORK, NO_PARENT } from './supplied/constants';
import type { Block, Draft, Transaction } from './supplied/types';

/**
 * Returns the first block of a network. The genesis block has no parent, pays no coins, and needs
 * no work. All later blocks have the same difficulty.
 *
 * @param timestamp milliseconds since 1970
 * @param difficulty leading zero bits, 0 to 32
 * @returns a new block object with a new `data` object at each call
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
 * Returns the draft of the next block after `parent`. The draft has no work yet.
 *
 * @param parent the parent block, which is not changed
 * @param data the transaction to mint; the draft gets a copy
 * @param now the time, in milliseconds since 1970. A block must not be older than its parent, so
 *   the block gets the parent's time if `now` is earlier
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
