import type { Chain } from './supplied/chain/Chain';
import { NotImplemented } from './supplied/NotImplemented';
import type { Branch } from './supplied/types';

/**
 * Chooses which chain to follow, as every honest user does without asking anybody: the valid one
 * with the most work. With one difficulty for all blocks that is the longest.
 *
 * @param chain ours, left as it is
 * @param branches what others offer in place of our newest blocks; whether the ledger accepts a
 *   branch shows only when it is applied
 * @param now our clock, in milliseconds since 1970
 * @returns the branch to change to, or null to stay: none is valid, starts on our chain and has more
 *   work than what we hold. An invalid branch does not stand in a valid one's way. Among equals the
 *   first offered wins, and ours before any.
 * @step 11
 */
export function longestChain(
  chain: Chain,
  branches: readonly Branch[],
  now: number,
): Branch | null {
  throw new NotImplemented('step11', 'longestChain', 'exercises/11-longestChain.md');
}
