import type { TreeNode } from '../model/DrawnTree';

/**
 * Returns the times between the newest blocks and their parents, in milliseconds. Omits the time
 * between genesis and the first mined block, because genesis can be much older.
 */
export function blockIntervals(main: readonly TreeNode[], most: number): number[] {
  const newest = main.slice(Math.max(1, main.length - most - 1));
  return newest.slice(1).map(({ block }, i) => block.timestamp - newest[i].block.timestamp);
}
