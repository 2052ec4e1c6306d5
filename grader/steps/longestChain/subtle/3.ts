// Sentence 5: no block after the first 500 is looked at.
import { blockOf, workOf } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { MAX_PAGE } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Branch } from './supplied/types';
import { validateBlock } from './validateBlock';

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

function workGained(chain: Chain, branch: Branch): number {
  const parent = branch.length > 0 ? blockOf(chain, branch[0].previousHash) : undefined;
  if (parent === undefined) return 0;
  return workOf(branch) - workOf(chain.blocks.slice(parent.index + 1));
}

function isValid(chain: Chain, branch: Branch, now: number): boolean {
  let parent = blockOf(chain, branch[0].previousHash);
  try {
    for (let i = 0; i < Math.min(branch.length, MAX_PAGE); i++) {
      if (parent === undefined) return false;
      parent = validateBlock(branch[i], parent, now);
    }
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
