// Sentence 2: branches are grouped by their parent before they are compared.
import { blockOf, workOf } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { Refusal } from './supplied/Refusal';
import type { Block, Branch } from './supplied/types';
import { validateBlock } from './validateBlock';

export function longestChain(
  chain: Chain,
  branches: readonly Branch[],
  now: number,
): Branch | null {
  const forks = new Map<string, Branch[]>();
  for (const branch of branches) {
    if (branch.length === 0) continue;
    const { previousHash } = branch[0];
    const siblings = forks.get(previousHash);
    if (siblings === undefined) forks.set(previousHash, [branch]);
    else siblings.push(branch);
  }
  let best: Branch | null = null;
  let mostGained = 0;
  for (const siblings of forks.values()) {
    for (const branch of siblings) {
      const gained = workGained(chain, branch);
      if (gained > mostGained && isValid(chain, branch, now)) {
        best = branch;
        mostGained = gained;
      }
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
  let parent: Block | undefined = blockOf(chain, branch[0].previousHash);
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
