import type { Chain } from './supplied/chain/Chain';
import { NotImplemented } from './supplied/NotImplemented';
import type { Branch } from './supplied/types';

/**
 * Chooses which chain to follow: the valid one with the most work. Every honest user chooses so,
 * without asking others. All blocks have one difficulty: the chain with the most work is the
 * longest.
 *
 * @param chain ours, left as it is
 * @param branches what others offer in place of our newest blocks; the ledger may still refuse a
 *   branch when it is applied
 * @param now our clock, in milliseconds since 1970
 * @returns the branch to change to: it is valid, starts on our chain and has more work than our
 *   blocks that it would replace. If there is no such branch, null: we stay. An invalid branch does
 *   not stop a valid one. Among equals ours wins, then the branch that was offered first.
 * @step 11
 */
export function longestChain(
  chain: Chain,
  branches: readonly Branch[],
  now: number,
): Branch | null {
  throw new NotImplemented('step11', 'longestChain', 'exercises/11-longestChain.md');
}
