import type { Chain } from '../../../solution/supplied/chain/Chain';
import { playStory } from '../../harness/channel/playStory';
import type { Story } from '../../harness/channel/Story';

/**
 * True if an array of the story has a gap, or a block of the chain has no height. A shorter story can
 * lack the move that brings it. No sentence says what a function does then.
 *
 * @param functions their first argument is the chain
 */
export function hasGap(
  functions: Readonly<Record<string, (chain: Chain, ...args: never[]) => unknown>>,
  story: Story,
): boolean {
  let isFound = false;
  const watched = Object.entries(functions).map(([name, called]) => [
    name,
    (chain: Chain, ...args: never[]) => {
      isFound ||= isGapIn([chain, ...args]) || !hasHeights(chain);
      return isFound ? undefined : called(chain, ...args);
    },
  ]);
  const { values } = playStory(Object.fromEntries(watched) as Record<string, unknown>, story);
  return isFound || isGapIn(values);
}

function isGapIn(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value) && Object.keys(value).length < value.length) return true;
  return Object.values(value).some(isGapIn);
}

function hasHeights({ blocks, heights }: Chain): boolean {
  return blocks.length === heights.size && blocks.every(({ hash }, i) => heights.get(hash) === i);
}
