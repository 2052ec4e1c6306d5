import * as fc from 'fast-check';
import { createGenesisBlock, nextBlock } from '../../../solution/createGenesisBlock';
import { at } from '../../harness/channel/Story';
import type { Move, Outcome, Story } from '../../harness/channel/Story';
import { searchWithStories } from '../../harness/parent/search/searchWithStories';
import type { Difference } from '../../harness/parent/search/StorySearch';
import { COUNTS, DRAFTS, HASHES, reordered, TIMES, TRANSACTIONS } from '../support/drawBlocks';
import { LABELS, PEOPLE } from '../support/people';
import { probe, spoil } from '../support/probe';
import { oneOf, storiesFrom } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';

/** Blocks and drafts that are changed, fed back and made again in one program. */
const stories = storiesFrom(80, (draw, number) => {
  if (number % 4 === 3) return probed(draw);
  const moves: Move[] = [];
  const parents: string[] = [];
  const drafts: string[] = [];
  const coins: string[] = [];
  const times = [draw(TIMES), draw(TIMES)];
  const difficulties = [draw(fc.oneof(oneOf(0, 1, 32), fc.nat(32))), 10];
  let args: readonly number[] = [times[0], difficulties[0]];
  const addGenesis = (): void => {
    const others = draw(fc.tuple(oneOf(...times, 0), oneOf(...difficulties)));
    args = draw(fc.nat(2)) > 0 ? args : others;
    parents.push(`genesis${parents.length + 1}`);
    moves.push({ call: 'createGenesisBlock', args, as: parents[parents.length - 1] });
  };
  const addParent = (): void => {
    const { data, ...draft } = draw(DRAFTS);
    const turn = draw(fc.nat(6));
    // A height of 2^53 - 1 has no next height.
    const index = Math.min(draft.index, 2 ** 53 - 2);
    const extra = draw(fc.boolean()) ? { receivedAt: 1, nonce2: 7 } : {};
    const block = { ...draft, ...extra, index, data, nonce: draw(COUNTS), hash: draw(HASHES) };
    parents.push(`parent${parents.length + 1}`);
    moves.push({ let: parents[parents.length - 1], be: reordered(block, turn) });
  };
  const addCoin = (): void => {
    coins.push(`data${coins.length + 1}`);
    const data = reordered(draw(TRANSACTIONS), draw(fc.nat(5)));
    moves.push({ let: coins[coins.length - 1], be: data });
  };
  const addDraft = (): void => {
    const parent = draw(oneOf(...parents));
    const data = draw(fc.boolean()) ? at(draw(oneOf(...coins))) : at(parent, 'data');
    const now = draw(fc.boolean())
      ? at(parent, 'timestamp')
      : draw(fc.oneof(oneOf(...times), TIMES));
    drafts.push(`draft${drafts.length + 1}`);
    moves.push({ call: 'nextBlock', args: [at(parent), data, now], as: drafts[drafts.length - 1] });
  };
  draw(oneOf(addGenesis, addGenesis, addParent))();
  addCoin();
  const length = draw(fc.integer({ min: 2, max: 9 }));
  for (let i = 0; i < length; i++) {
    const change = (): void => void moves.push(drawChange(draw, [...parents, ...drafts], coins));
    const freeze = (): void => {
      const place = [draw(oneOf(...parents, ...coins))] as const;
      moves.push(draw(oneOf<Move>({ freeze: place }, { seal: place })));
    };
    draw(
      oneOf(
        addGenesis,
        addGenesis,
        addParent,
        addCoin,
        addDraft,
        addDraft,
        addDraft,
        change,
        change,
        freeze,
      ),
    )();
  }
  addDraft();
  return moves;
});

/** Calls that are made again after what they got or returned was changed. */
function probed(draw: Draw): Move[] {
  const { data: first, ...draft } = draw(DRAFTS);
  const parent = { ...draft, data: first, nonce: draw(COUNTS), hash: draw(HASHES) };
  parent.index = Math.min(parent.index, 2 ** 52);
  const data = draw(TRANSACTIONS);
  const now = draw(TIMES);
  const next = { call: 'nextBlock', args: [parent, data, now] };
  const genesis = { call: 'createGenesisBlock', args: [now, draw(fc.nat(32))] as const };
  return [
    ...spoil(draw, genesis, createGenesisBlock(...genesis.args), 'genesis1'),
    { let: 'parent1', be: parent },
    { let: 'data1', be: data },
    ...probe(
      draw,
      [{ call: 'nextBlock', args: [at('parent1'), at('data1'), now] }],
      { parent1: parent, data1: data },
      5,
    ),
    ...spoil(draw, next, nextBlock(parent, data, now), 'draft1'),
    draw(oneOf<Move>({ seal: ['data1'] }, { freeze: ['data1'] })),
    { call: 'nextBlock', args: [at('parent1'), at('data1'), now], as: 'draft2' },
    { change: ['data1', 'amount'], to: 5 },
    ...twins(draw),
  ];
}

/** Makes genesis blocks whose arguments are the same text, if they are written without a separator. */
function twins(draw: Draw): Move[] {
  const time = draw(oneOf(1, 11, 1_700_000_000_000, 99));
  const difficulty = draw(oneOf(11, 10, 21, 32));
  const [first, second] = [Math.floor(difficulty / 10), difficulty % 10];
  const pairs = [
    [time, difficulty],
    [Number(`${time}${first}`), second],
    [difficulty, Math.min(time, 32)],
  ];
  return pairs.map((args) => ({ call: 'createGenesisBlock', args }));
}

/** Changes a part of a block, of a draft or of a transaction in place. */
function drawChange(draw: Draw, blocks: readonly string[], coins: readonly string[]): Move {
  const field = draw(oneOf<'amount' | 'id' | 'to'>('amount', 'id', 'to'));
  const to = { amount: draw(oneOf(1, 5, 100)), id: 'changed', to: PEOPLE.carol.address }[field];
  if (draw(fc.boolean())) return { change: [draw(oneOf(...blocks)), 'data', field], to };
  if (draw(fc.boolean())) return { change: [draw(oneOf(...coins)), field], to };
  const own = draw(oneOf<'timestamp' | 'difficulty'>('timestamp', 'difficulty'));
  return {
    change: [draw(oneOf(...blocks)), own],
    to: own === 'timestamp' ? draw(TIMES) : draw(fc.nat(32)),
  };
}

function sentenceOf(difference: Difference, { moves }: Story): number {
  if (difference.kind === 'value') {
    if (difference.name.startsWith('genesis')) return 3;
    return difference.name.startsWith('draft') ? 6 : 8;
  }
  if (difference.call === 'createGenesisBlock') {
    const changes = moves.slice(0, difference.move).some((move) => 'change' in move);
    return changes ? 3 : difference.move === 0 ? 1 : 2;
  }
  const [wanted, got] = [difference.expected, difference.got].map(fieldsOf);
  for (const [field, sentence] of [
    ['timestamp', 5],
    ['data', 6],
  ] as const) {
    if (JSON.stringify(wanted[field]) !== JSON.stringify(got[field])) return sentence;
  }
  return Object.keys(got).length === Object.keys(wanted).length ? 4 : 7;
}

function fieldsOf(outcome: Outcome | string): Record<string, unknown> {
  const isReturned = typeof outcome === 'object' && 'returned' in outcome;
  return isReturned ? (Object(outcome.returned) as Record<string, unknown>) : {};
}

export const search = searchWithStories('createGenesisBlock', {
  reference: { createGenesisBlock, nextBlock },
  stories,
  sentenceOf,
  labels: LABELS,
});
