import type { Block } from '../../../solution/supplied/types';
import type { TreeNode } from '../model/DrawnTree';
import { chainTo } from '../rules/chainTo';

/**
 * Returns a chain from genesis through a block to a tip. If the chain forks after the block,
 * follows the main chain. If the main chain is elsewhere, follows the first valid child.
 */
export function chainThrough(node: TreeNode): Block[] {
  const chain = chainTo(node);
  let next: TreeNode | undefined = node;
  for (;;) {
    next =
      next.children.find(({ isMain }) => isMain) ?? next.children.find((child) => child.isValid);
    if (next === undefined) return chain.map(({ block }) => block);
    chain.push(next);
  }
}
