import { show } from '../../harness/parent/suite/show';

/** Returns the heights of a branch, such as `4 to 7`. */
export function heightsOf(branch: unknown): string {
  if (!Array.isArray(branch)) return show(branch);
  const heights = branch.map((block: unknown) => show(Object(block).index));
  const inOrder = heights.every((height, i) => Number(height) === Number(heights[0]) + i);
  if (heights.length < 2) return heights[0] ?? 'nothing';
  return inOrder ? `${heights[0]} to ${heights.at(-1)}` : heights.join(', ');
}
