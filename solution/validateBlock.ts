import { hashBlock } from './hashBlock';
import { meetsDifficulty } from './mine';
import { checkShape } from './supplied/chain/checkShape';
import { MAX_FUTURE_MS } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Block } from './supplied/types';

/**
 * Checks that a block has real work. This check does not need the block's parent. Garbage fails
 * here, before it costs us anything.
 *
 * @param block a block of the right shape
 * @param difficulty the difficulty of the network, in bits
 * @throws Refusal in this order: `bad-difficulty`, `bad-hash`, `bad-work`
 * @step 4
 */
export function checkWork(block: Block, difficulty: number): void {
  if (block.difficulty !== difficulty) throw new Refusal('bad-difficulty');
  if (block.hash !== hashBlock(block)) throw new Refusal('bad-hash');
  if (!meetsDifficulty(block.hash, difficulty)) throw new Refusal('bad-work');
}

/**
 * Checks a block against its parent. Checks everything except the transaction, because the ledger
 * checks the transaction.
 *
 * @param candidate a value from outside, which is not checked yet
 * @param parent a valid block
 * @param now our time, in milliseconds since 1970
 * @returns the candidate, as a valid block
 * @throws Refusal in this order: `bad-shape`, `bad-index`, `bad-link`, `bad-timestamp` (earlier
 *   than the parent's timestamp, or more than two minutes after `now`), then the codes of
 *   `checkWork`
 * @step 4
 */
export function validateBlock(candidate: unknown, parent: Block, now: number): Block {
  const block = checkShape(candidate);
  if (block.index !== parent.index + 1) throw new Refusal('bad-index');
  if (block.previousHash !== parent.hash) throw new Refusal('bad-link');
  if (block.timestamp < parent.timestamp || block.timestamp > now + MAX_FUTURE_MS) {
    throw new Refusal('bad-timestamp');
  }
  checkWork(block, parent.difficulty);
  return block;
}
