import * as fc from 'fast-check';
import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import { longestChain } from '../../../solution/longestChain';
import { MAX_FUTURE_MS } from '../../../solution/supplied/constants';
import type { Block } from '../../../solution/supplied/types';
import { at } from '../../harness/channel/Story';
import type { Move } from '../../harness/channel/Story';
import { searchWithStories } from '../../harness/parent/search/searchWithStories';
import type { Difference } from '../../harness/parent/search/StorySearch';
import type { Search, SearchTools } from '../../harness/parent/suite/Search';
import { SearchFailed } from '../../harness/parent/suite/SearchFailed';
import { show } from '../../harness/parent/suite/show';
import { BROKEN_LINK, FAULTS, faultyBranch } from '../support/faultyBranch';
import { LABELS } from '../support/people';
import { chainOf, grow, otherGenesis } from '../support/sampleBlocks';
import { onlyLegal, probe } from '../support/probe';
import { oneOf, storiesFrom } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';

const BEGIN = 1_700_000_000_000;
const HOUR = 3_600_000;

/** A chain that grows and shrinks, and branches that are offered again and again. */
const stories = storiesFrom(250, (draw, number) => {
  if (number % 5 === 4) return probed(draw);
  const moves: Move[] = [];
  const genesis = createGenesisBlock(BEGIN, draw(oneOf(1, 2, 4)));
  const all = [genesis, ...grow(genesis, draw(fc.nat(6)), 'alice')];
  moves.push(chainNamed('chain', all));
  const branches: string[] = [];
  const addBranch = (): void => {
    const { branch, words } = drawBranch(draw, all);
    branches.push(`branch${branches.length + 1}`);
    moves.push({ let: branches[branches.length - 1], be: branch, words });
  };
  const choose = (): void => {
    const offered = draw(
      fc.array(oneOf(...branches), { minLength: draw(oneOf(0, 2, 3)), maxLength: 6 }),
    );
    const now = BEGIN + draw(oneOf(HOUR, HOUR, 0, 1000, 20 * 1000, 1000 * HOUR));
    moves.push({ call: 'longestChain', args: [at('chain'), offered.map((name) => at(name)), now] });
  };
  for (let i = draw(oneOf(2, 4, 5)); i > 0; i--) addBranch();
  choose();
  const length = draw(fc.integer({ min: 1, max: 7 }));
  for (let i = 0; i < length; i++) {
    const next = draw(oneOf('branch', 'branch', 'branch', 'chain', 'other', 'freeze', 'change'));
    const name = draw(oneOf(...branches));
    if (next === 'branch') addBranch();
    else if (next === 'freeze') moves.push({ freeze: [name] });
    else if (next === 'change') moves.push({ change: [name, 0, 'data', 'amount'], to: 77 });
    else {
      // The chain has lost its newest blocks, or has got others in their place.
      const kept = all.slice(0, draw(fc.integer({ min: 1, max: all.length })));
      const top = next === 'chain' ? [] : grow(kept[kept.length - 1], draw(fc.nat(3)), 'bob');
      const { be, words } = chainNamed('', [...kept, ...top]);
      moves.push({ let: `later${i}`, be, words: `${words}, as the chain is later` });
      moves.push({ assign: ['chain'], from: at(`later${i}`) });
    }
    choose();
  }
  return moves;
});

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

function chainNamed(name: string, blocks: readonly Block[]): Extract<Move, { let: string }> {
  const { difficulty } = blocks[0];
  const by = blocks.length > 1 ? `, the newest of ${blocks[blocks.length - 1].data.id}` : '';
  const words = `a chain of ${blocks.length} blocks, difficulty ${difficulty}${by}`;
  return { let: name, be: chainOf(blocks), words };
}

/** Returns a branch from any block of the chain. Some branches have a fault. */
function drawBranch(draw: Draw, blocks: readonly Block[]): { branch: Block[]; words: string } {
  const parent = draw(oneOf(...blocks));
  const rivals = blocks.length - 1 - parent.index;
  const most = { maxLength: rivals + 3 };
  const length = draw(
    oneOf(rivals + 1, rivals + 1, rivals, rivals + 2, rivals + 3, 1, most.maxLength),
  );
  const kind = draw(
    oneOf('good', 'good', 'good', 'faulty', 'faulty', 'elsewhere', 'empty', 'ours'),
  );
  const on = `on block ${parent.index}`;
  if (kind === 'empty') return { branch: [], words: 'an empty branch' };
  if (kind === 'ours') {
    return { branch: blocks.slice(parent.index + 1), words: `our own blocks ${on}` };
  }
  if (kind === 'elsewhere') {
    const branch = grow(otherGenesis(blocks[0]), Math.max(1, length), 'bob');
    return { branch, words: `a branch of ${branch.length} blocks on another genesis block` };
  }
  const miner = draw(oneOf('bob', 'carol'));
  if (kind === 'good' || length === 0) {
    const words = `a good branch of ${length} blocks ${on}, mined by ${miner}`;
    return { branch: grow(parent, length, miner), words };
  }
  const fault = draw(oneOf(...Object.keys(FAULTS), BROKEN_LINK));
  const place =
    fault === BROKEN_LINK && length > 1
      ? draw(fc.integer({ min: 1, max: length - 1 }))
      : draw(fc.nat(length - 1));
  if (fault === BROKEN_LINK && (length === 1 || parent.index + place < 1)) {
    return {
      branch: grow(parent, length, miner),
      words: `a good branch of ${length} blocks ${on}, mined by ${miner}`,
    };
  }
  const branch = faultyBranch(
    parent,
    length,
    place,
    fault,
    BEGIN + HOUR + draw(oneOf(0, MAX_FUTURE_MS)),
  );
  return {
    branch,
    words: `a branch of ${length} blocks ${on}, of which block ${place + 1} ${fault}`,
  };
}

function sentenceOf(difference: Difference): number {
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
