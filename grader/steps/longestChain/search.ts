import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import { longestChain } from '../../../solution/longestChain';
import { blockOf } from '../../../solution/supplied/chain/Chain';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import type { Block, Branch } from '../../../solution/supplied/types';
import { validateBlock } from '../../../solution/validateBlock';
import { playStory } from '../../harness/channel/playStory';
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
import { countBlocks } from '../support/countBlocks';

/** Branches that are offered again and again, and branches of which parts change and change back. */
const stories = storiesFrom(250, (draw, number) => {
  if (number % 5 === 4) return probed(draw);
  return number % 10 === 3 ? tied(draw) : new BranchStory(draw).moves;
});

/** Branches from several of our blocks, of which many have the same gain, in several orders. */
function tied(draw: Draw): Move[] {
  const genesis = createGenesisBlock(BEGIN, 1);
  const all = [genesis, ...grow(genesis, 3, 'alice')];
  const moves: Move[] = [chainNamed('chain', all)];
  const names = ['branch1', 'branch2', 'branch3', 'branch4'];
  for (const [i, name] of names.entries()) {
    const parent = draw(oneOf(...all.slice(1)));
    const gain = draw(oneOf(0, 1, 1, 2, 2));
    const branch = grow(parent, all.length - 1 - parent.index + gain, `miner${i}`);
    const words = `a good branch of ${countBlocks(branch.length)} on block ${parent.index}`;
    moves.push({ let: name, be: branch, words });
  }
  for (let i = 0; i < 6; i++) {
    const order = draw(fc.shuffledSubarray(names, { minLength: 2 }));
    const args = [at('chain'), order.map((name) => at(name)), BEGIN + HOUR];
    moves.push({ call: 'longestChain', args });
  }
  return moves;
}

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
  if (expected.returned !== null) return 2;
  return isValid(difference, story) ? 3 : 4;
}

/** True if each block of the branch that came back is valid where it was called. */
function isValid(
  { move, got }: Extract<Difference, { kind: 'outcome' }>,
  { moves }: Story,
): boolean {
  if (!('returned' in got)) return false;
  let valid = false;
  const watched = (chain: Chain, branches: readonly Branch[], now: number): Branch | null => {
    valid = isValidBranch(
      chain,
      branches.find((branch) => isDeepStrictEqual(branch, got.returned)),
      now,
    );
    return longestChain(chain, branches, now);
  };
  playStory({ longestChain: watched }, { moves: moves.slice(0, move + 1) });
  return valid;
}

function isValidBranch(chain: Chain, branch: Branch | undefined, now: number): boolean {
  try {
    branch?.reduce<Block>(
      (parent, block) => validateBlock(block, parent, now),
      blockOf(chain, branch[0].previousHash) as Block,
    );
    return branch !== undefined;
  } catch {
    return false;
  }
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
  const tried = `longestChain: ${LONG + 1} ${blocks} instead of our ${LONG}`;
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
