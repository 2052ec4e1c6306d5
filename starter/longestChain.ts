import type { Chain } from './supplied/chain/Chain';
import { NotImplemented } from './supplied/NotImplemented';
import type { Branch } from './supplied/types';

/**
 * Chooses the chain to follow: the valid chain with the most work. Every honest user applies this
 * rule alone, and does not ask others. All blocks have the same difficulty, so the chain with the
 * most work is the longest chain.
 *
 * @param chain our chain, which is not changed
 * @param branches the branches that others offer instead of our newest blocks; the ledger can
 *   refuse a branch later, when the branch is applied
 * @param now our time, in milliseconds since 1970
 * @returns the branch to change to. It is valid, starts on our chain, and has more work than the
 *   blocks that it would replace. Returns null if there is no such branch, so we keep our blocks.
 *   An invalid branch does not prevent the choice of a valid branch. If the work is equal, our
 *   blocks win over a branch, and an earlier branch wins over a later branch.
 * @step 11
 */
export function longestChain(
  chain: Chain,
  branches: readonly Branch[],
  now: number,
): Branch | null {
  throw new NotImplemented('step11', 'longestChain', 'exercises/11-longestChain.md');
}
