import type { Block } from '../../../solution/supplied/types';
import type { TreeNode } from '../model/BlockTree';
import { chainTo } from '../rules/chainTo';

/** A chain that a block is on: from genesis through it, on along the main chain or else a fork. */
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
