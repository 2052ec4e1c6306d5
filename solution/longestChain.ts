import { blockOf, workOf } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { Refusal } from './supplied/Refusal';
import type { Branch } from './supplied/types';
import { validateBlock } from './validateBlock';

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

/** The work in a branch, less the work of our own blocks that it would replace. */
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
