import { NotImplemented } from './supplied/NotImplemented';
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
  throw new NotImplemented('step4', 'checkWork', 'exercises/04-validateBlock.md');
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
  throw new NotImplemented('step4', 'validateBlock', 'exercises/04-validateBlock.md');
}
