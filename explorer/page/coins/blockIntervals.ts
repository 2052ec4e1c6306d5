import type { TreeNode } from '../model/BlockTree';

/**
 * The time between each of the newest blocks and the one before it, in milliseconds. Genesis is left
 * out: it may be much older than the first who mined on it.
 */
export function blockIntervals(main: readonly TreeNode[], most: number): number[] {
  const newest = main.slice(Math.max(1, main.length - most - 1));
  return newest.slice(1).map(({ block }, i) => block.timestamp - newest[i].block.timestamp);
}
