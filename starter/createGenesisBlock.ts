import { NotImplemented } from './supplied/NotImplemented';
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
  throw new NotImplemented('step2', 'createGenesisBlock', 'exercises/02-createGenesisBlock.md');
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
  throw new NotImplemented('step2', 'nextBlock', 'exercises/02-createGenesisBlock.md');
}
