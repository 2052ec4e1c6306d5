import type { DrawnTree, TreeNode } from '../model/DrawnTree';

/** Finds a block by what a person typed: a height of the main chain, or the start of a hash. */
export function findBlock(tree: DrawnTree, text: string): TreeNode | undefined {
  const word = text.trim().replace(/^#/, '').toLowerCase();
  if (/^\d+$/.test(word)) {
    const atHeight = tree.main[Number(word)];
    if (atHeight !== undefined) return atHeight;
  }
  return /^[0-9a-f]{1,64}$/.test(word) ? tree.findByPrefix(word) : undefined;
}
