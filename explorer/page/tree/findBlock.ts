import type { DrawnTree, TreeNode } from '../model/DrawnTree';

/**
 * Finds a block by a typed text. The text is a height of the main chain, or the beginning of a
 * hash.
 */
export function findBlock(tree: DrawnTree, text: string): TreeNode | undefined {
  const word = text.trim().replace(/^#/, '').toLowerCase();
  if (/^\d+$/.test(word)) {
    const atHeight = tree.main[Number(word)];
    if (atHeight !== undefined) return atHeight;
  }
  return /^[0-9a-f]{1,64}$/.test(word) ? tree.findByPrefix(word) : undefined;
}
