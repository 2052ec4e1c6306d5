import { createGenesisBlock } from '../../../../solution/createGenesisBlock';
import type * as LongestChain from '../../../../solution/longestChain';
import { longBranch } from '../../support/child/longBranch';
import { chainOf } from '../../support/sampleBlocks';

/** Offers a long branch instead of a long chain. Returns the height of the chosen tip. */
export function long(
  { longestChain }: typeof LongestChain,
  { length, begin, bad }: { length: number; begin: number; bad?: number },
): number | undefined {
  const genesis = createGenesisBlock(begin, 0);
  const chain = chainOf([genesis, ...longBranch(genesis, length, 'alice')]);
  const branch = longBranch(genesis, length + 1, 'carol');
  if (bad !== undefined) branch[bad - 1] = { ...branch[bad - 1], nonce: 1 };
  return longestChain(chain, [branch], begin + 2000 * length)?.at(-1)?.index;
}
