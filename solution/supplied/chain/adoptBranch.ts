import { longestChain } from '../../longestChain';
import { reorganise } from '../../reorganise';
import type { Reorganisation } from '../../reorganise';
import type { Block, Branch } from '../types';
import { appendBlock, tip } from './Chain';
import type { Chain } from './Chain';

/** The blocks that a chain has taken over, and what was undone for them. */
export interface Adoption extends Reorganisation {
  blocks: Branch;
}

/**
 * Takes over a branch, if it has more work than the blocks that it would replace. Blocks on our tip
 * replace nothing, so there is nothing to choose, and each block is checked only once.
 *
 * @param branch blocks that follow each other
 * @param now our time, in milliseconds since 1970
 * @param onAdopted called once if blocks were taken over, also before an error is thrown
 * @returns false if we keep our blocks
 * @throws Refusal if a block is refused. If the branch replaces blocks, the chain is then unchanged.
 *   On our tip, the blocks before the refused block are valid, and stay
 */
export function adoptBranch(
  chain: Chain,
  branch: Branch,
  now: number,
  onAdopted: (adoption: Adoption) => void = () => undefined,
): boolean {
  if (branch[0]?.previousHash === tip(chain).hash) {
    const blocks: Block[] = [];
    try {
      for (const block of branch) blocks.push(appendBlock(chain, block, now));
    } finally {
      if (blocks.length > 0) onAdopted({ blocks, undone: [], waiting: [], unfundable: [] });
    }
    return true;
  }
  const best = longestChain(chain, [branch], now);
  if (best === null) return false;
  onAdopted({ blocks: best, ...reorganise(chain, best, now) });
  return true;
}
