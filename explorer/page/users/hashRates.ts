import type { Address } from '../../../solution/supplied/types';
import type { TreeNode } from '../model/DrawnTree';

/** How many of the newest blocks are counted. */
const BLOCKS = 100;

/**
 * Returns an estimate of the hashes that each miner makes in a second: the expected hashes of its
 * newest blocks, over the time of these blocks. Rests count as time.
 */
export function hashRates(main: readonly TreeNode[]): ReadonlyMap<Address, number> {
  const rates = new Map<Address, number>();
  // Nobody has mined genesis, so its time says nothing.
  const [before, ...counted] = main.slice(Math.max(1, main.length - BLOCKS - 1));
  const last = counted.at(-1);
  if (last === undefined) return rates;
  const seconds = (last.block.timestamp - before.block.timestamp) / 1000;
  if (seconds <= 0) return rates;
  for (const { block } of counted) {
    const { to } = block.data;
    rates.set(to, (rates.get(to) ?? 0) + 2 ** block.difficulty / seconds);
  }
  return rates;
}
