import { blockOf, workOf } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { Refusal } from './supplied/Refusal';
import type { Branch } from './supplied/types';
import { validateBlock } from './validateBlock';

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
  let best: Branch | null = null;
  let mostGained = 0;
  for (const branch of branches) {
    const gained = workGained(chain, branch);
    if (gained > mostGained && isValid(chain, branch, now)) {
      best = branch;
      mostGained = gained;
    }
  }
  return best;
}

/** Returns the work in a branch less the work of our blocks that the branch would replace. */
function workGained(chain: Chain, branch: Branch): number {
  const parent = branch.length > 0 ? blockOf(chain, branch[0].previousHash) : undefined;
  if (parent === undefined) return 0;
  return workOf(branch) - workOf(chain.blocks.slice(parent.index + 1));
}

function isValid(chain: Chain, branch: Branch, now: number): boolean {
  let parent = blockOf(chain, branch[0].previousHash);
  try {
    for (const block of branch) {
      if (parent === undefined) return false;
      parent = validateBlock(block, parent, now);
    }
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
