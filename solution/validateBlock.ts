import { hashBlock } from './hashBlock';
import { meetsDifficulty } from './mine';
import { checkShape } from './supplied/chain/checkShape';
import { MAX_FUTURE_MS } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Block } from './supplied/types';

/**
 * Checks what a block shows by itself, without its parent: that real work went into it.
 * Garbage fails here, before it costs us anything.
 *
 * @param block of the right shape
 * @param difficulty the network's, in bits
 * @throws Refusal in this order: `bad-difficulty`, `bad-hash`, `bad-work`
 * @step 4
 */
export function checkWork(block: Block, difficulty: number): void {
  if (block.difficulty !== difficulty) throw new Refusal('bad-difficulty');
  if (block.hash !== hashBlock(block)) throw new Refusal('bad-hash');
  if (!meetsDifficulty(block.hash, difficulty)) throw new Refusal('bad-work');
}

/**
 * Checks a block against its parent: everything except its transaction, which the ledger checks.
 *
 * @param candidate what came from outside, not yet checked
 * @param parent a valid block
 * @param now our clock, in milliseconds since 1970
 * @returns the candidate, now known to be a block
 * @throws Refusal in this order: `bad-shape`, `bad-index`, `bad-link`, `bad-timestamp` (before the
 *   parent's, or more than two minutes after `now`), then those of `checkWork`
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
