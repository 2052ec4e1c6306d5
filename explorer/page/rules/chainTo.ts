import type { TreeNode } from '../model/DrawnTree';

/** Returns the chain that ends in a block, genesis first. */
export function chainTo(node: TreeNode): TreeNode[] {
  const chain: TreeNode[] = [];
  for (let next: TreeNode | null = node; next !== null; next = next.parent) chain.push(next);
  return chain.reverse();
}
