// Sentence 2: an invalid branch is taken out by moving the last branch into its place.
import { blockOf, workOf } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { Refusal } from './supplied/Refusal';
import type { Branch } from './supplied/types';
import { validateBlock } from './validateBlock';

export function longestChain(
  chain: Chain,
  branches: readonly Branch[],
  now: number,
): Branch | null {
  const left = branches.map((branch) => ({ branch, gained: workGained(chain, branch) }));
  while (left.length > 0) {
    let best = 0;
    for (let i = 1; i < left.length; i++) {
      if (left[i].gained > left[best].gained) best = i;
    }
    if (left[best].gained <= 0) return null;
    if (isValid(chain, left[best].branch, now)) return left[best].branch;
    const last = left.pop()!; // take it out without moving all the others
    if (best < left.length) left[best] = last;
  }
  return null;
}

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
