import type { DrawnTree, TreeNode } from '../model/DrawnTree';

/**
 * Returns the block that a key selects when the block `from` is active. Returns null if the key
 * selects no block.
 */
export function keyTarget(tree: DrawnTree, from: TreeNode, key: string): TreeNode | null {
  switch (key) {
    case 'ArrowLeft':
      return from.parent;
    case 'ArrowRight':
      return from.children.find(({ isMain }) => isMain) ?? from.children[0] ?? null;
    case 'ArrowUp':
      return byLane(tree, from, -1);
    case 'ArrowDown':
      return byLane(tree, from, 1);
    case 'Home':
      return tree.row(0)[0] ?? null;
    case 'End':
      return tree.end ?? null;
    default:
      return null;
  }
}

/** Returns the nearest block of the same height in a lane above or below. */
function byLane(tree: DrawnTree, from: TreeNode, direction: 1 | -1): TreeNode | null {
  let best: TreeNode | null = null;
  let least = Infinity;
  for (const node of tree.row(from.height)) {
    const distance = (node.lane - from.lane) * direction;
    if (distance > 0 && distance < least) {
      best = node;
      least = distance;
    }
  }
  return best;
}
