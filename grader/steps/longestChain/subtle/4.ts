// Sentence 1: the work of a branch is remembered by its array, which can grow.
import { blockOf, workOf } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { Refusal } from './supplied/Refusal';
import type { Branch } from './supplied/types';
import { validateBlock } from './validateBlock';

const works = new WeakMap<Branch, number>();

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

function branchWork(branch: Branch): number {
  let work = works.get(branch);
  if (work === undefined) {
    work = workOf(branch);
    works.set(branch, work);
  }
  return work;
}

function workGained(chain: Chain, branch: Branch): number {
  const parent = branch.length > 0 ? blockOf(chain, branch[0].previousHash) : undefined;
  if (parent === undefined) return 0;
  return branchWork(branch) - workOf(chain.blocks.slice(parent.index + 1));
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
