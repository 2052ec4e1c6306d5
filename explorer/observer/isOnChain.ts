import type { TreeBlock } from './TreeBlock';

/** How many blocks below a tip are searched. */
const SEARCHED = 2000;

/** True if a block is on the chain that ends in `tip`, and not too deep below it. */
export function isOnChain(block: TreeBlock, tip: TreeBlock): boolean {
  let at: TreeBlock | null = tip;
  for (let i = 0; i < SEARCHED && at !== null && at.position >= block.position; i++) {
    if (at === block) return true;
    at = at.parent;
  }
  return false;
}
