import { NotImplemented } from './supplied/NotImplemented';
import type { Block, Draft, Transaction } from './supplied/types';

/**
 * The first block of a network. It has no parent, pays no coins, and needs no work. Its difficulty
 * is that of all later blocks.
 *
 * @param timestamp milliseconds since 1970
 * @param difficulty leading zero bits, 0 to 32
 * @returns a new block with new data at each call
 * @step 2
 */
export function createGenesisBlock(timestamp: number, difficulty: number): Block {
  throw new NotImplemented('step2', 'createGenesisBlock', 'exercises/02-createGenesisBlock.md');
}

/**
 * The block that would follow `parent`, before the work on it.
 *
 * @param parent left as it is
 * @param data the transaction to mint, copied
 * @param now the time, in milliseconds since 1970; if it is before the parent's time, the block
 *   gets the parent's time, because no block is older than its parent
 * @step 2
 */
export function nextBlock(parent: Block, data: Transaction, now: number): Draft {
  throw new NotImplemented('step2', 'nextBlock', 'exercises/02-createGenesisBlock.md');
}
