/** Returns a number of blocks in words: `1 block`, `2 blocks`. */
export function countBlocks(count: number): string {
  return `${count} block${count === 1 ? '' : 's'}`;
}
