import * as fc from 'fast-check';
import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import { longestChain } from '../../../solution/longestChain';
import type { Block } from '../../../solution/supplied/types';
import { at } from '../../harness/channel/Story';
import type { Move, Story } from '../../harness/channel/Story';
import { searchWithStories } from '../../harness/parent/search/searchWithStories';
import type { Difference } from '../../harness/parent/search/StorySearch';
import type { Search, SearchTools } from '../../harness/parent/suite/Search';
import { SearchFailed } from '../../harness/parent/suite/SearchFailed';
import { show } from '../../harness/parent/suite/show';
import { LABELS } from '../support/people';
import { grow } from '../support/sampleBlocks';
import { onlyLegal, probe } from '../support/probe';
import { oneOf, storiesFrom } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';
import { BranchStory, chainNamed } from './BranchStory';
import { BEGIN, drawBranch, HOUR } from './drawBranch';
import { hasGap } from './hasGap';

/** Branches that are offered again and again, and branches of which parts change and change back. */
const stories = storiesFrom(250, (draw, number) =>
  number % 5 === 4 ? probed(draw) : new BranchStory(draw).moves,
);

/** Branches that are offered again after a part of them was changed. */
function probed(draw: Draw): Move[] {
  const genesis = createGenesisBlock(BEGIN, draw(oneOf(1, 2)));
  const all = [genesis, ...grow(genesis, draw(oneOf(1, 2, 12)), 'alice')];
  const chain = chainNamed('chain', all);
  const offered = Array.from({ length: 3 }, () => drawBranch(draw, all).branch);
  const now = BEGIN + draw(oneOf(HOUR, 0));
  const call = { call: 'longestChain', args: [at('chain'), at('offered'), now] };
  const moves: Move[] = [
    chain,
    { let: 'offered', be: structuredClone(offered), words: 'three branches' },
    ...(draw(fc.nat(3)) === 0 ? [{ freeze: ['offered'] } as const] : []),
    ...probe(draw, [call], { offered }, 4),
  ];
  return onlyLegal(moves, { longestChain: hasPossibleWork });
}

/** Work is two to the power of the difficulty, so a difficulty without bounds has no possible work. */
function hasPossibleWork(_chain: unknown, branches: ReadonlyArray<readonly Block[]>): boolean {
  return branches.flat().every(({ difficulty }) => Math.abs(difficulty) <= 100);
}

function sentenceOf(difference: Difference, story: Story): number | undefined {
  if (hasGap({ longestChain }, story)) return undefined;
  if (difference.kind !== 'outcome') return 8;
  const { expected, got } = difference;
  if (!('returned' in expected) || !('returned' in got)) return 8;
  if (got.returned === null) return 1;
  return expected.returned === null ? 4 : 2;
}

const searchBranches = searchWithStories('longestChain', {
  reference: { longestChain },
  stories,
  sentenceOf,
  labels: LABELS,
});

/** More blocks than a class mines in an afternoon. */
const LONG = 2500;

export const search: Search = async (tools) => {
  await searchBranches(tools);
  await tryLong(tools);
  await tryLong(tools, LONG - 10);
};

/** @param bad the index of a block with another hash than its own */
async function tryLong(tools: SearchTools, bad?: number): Promise<void> {
  const of = 'longestChain' as never;
  const isGood = bad === undefined;
  const blocks = isGood ? 'good blocks' : `blocks, of which block ${bad} has a wrong hash,`;
  const tried = `longestChain: ${LONG + 1} ${blocks} in place of our ${LONG}`;
  const { value } = await tools.play('long', { of, tried }, { length: LONG, begin: BEGIN, bad });
  if (value === (isGood ? LONG + 1 : undefined)) return;
  throw new SearchFailed(
    {
      kind: 'wrong',
      tried,
      expected: isGood ? `the branch with block ${LONG + 1}` : 'null',
      got: value === undefined ? 'null' : `a branch that ends with block ${show(value)}`,
      place: tools.placeOf('longestChain'),
    },
    isGood ? 1 : 5,
    'longestChain',
  );
}
