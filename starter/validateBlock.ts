import { NotImplemented } from './supplied/NotImplemented';
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
  throw new NotImplemented('step4', 'checkWork', 'exercises/04-validateBlock.md');
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
  throw new NotImplemented('step4', 'validateBlock', 'exercises/04-validateBlock.md');
}
