import * as fc from 'fast-check';
import { hashBlock } from '../../../solution/hashBlock';
import { meetsDifficulty, mine } from '../../../solution/mine';
import { BATCH } from '../../../solution/supplied/constants';
import type { Block, Draft } from '../../../solution/supplied/types';
import { asked, at, STOP } from '../../harness/channel/Story';
import type { Move, Outcome } from '../../harness/channel/Story';
import { searchWithStories } from '../../harness/parent/search/searchWithStories';
import { lowestNonce } from '../../harness/parent/suite/trueHash';
import type { Difference } from '../../harness/parent/search/StorySearch';
import { DRAFTS, reordered, TEXTS, TRANSACTIONS } from '../support/drawBlocks';
import { LABELS } from '../support/people';
import { probe, spoil } from '../support/probe';
import { oneOf, storiesFrom } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';

/** The difficulties of the drafts that are mined. A high one is called off after some batches. */
const DIFFICULTIES = fc.oneof(
  { weight: 15, arbitrary: fc.nat(5) },
  { weight: 1, arbitrary: oneOf(7, 10, 11, 32) },
);

/** Questions about hashes and bits, and drafts that are mined again, changed and fed back. */
const stories = storiesFrom(58, (draw, number) => {
  const moves: Move[] = [];
  if (number === 0) return calledOffLate(draw);
  if (number === 2) return minedInside(draw);
  if (number === 4) return calledOffThenFound(draw);
  if (number === 6) return manyDigits(draw);
  if (number % 24 === 11) return calledOff(draw);
  if (number % 6 === 5) return probed(draw);
  if (number % 2 === 0) {
    const length = draw(fc.integer({ min: 1, max: 20 }));
    for (let i = 0; i < length; i++) moves.push(drawQuestion(draw));
    return moves;
  }
  const drafts: string[] = [];
  const addDraft = (): void => {
    const draft = { ...draw(DRAFTS), difficulty: draw(DIFFICULTIES) };
    if (draw(fc.nat(2)) === 0) draft.data = { ...draft.data, id: draw(TEXTS) };
    drafts.push(`draft${drafts.length + 1}`);
    moves.push({ let: drafts[drafts.length - 1], be: reordered(draft, draw(fc.nat(6))) });
  };
  const mined: string[] = [];
  const mineOne = (): void => {
    const draft = draw(oneOf(...drafts, ...mined));
    const goOn = drawGoOn(draw, moves.length);
    const as = `block${mined.length + 1}`;
    moves.push({ call: 'mine', args: [at(draft), goOn], as });
    // A block is a draft too, and can be mined again after a change.
    const { difficulty } = lastDraft(moves, draft);
    if (difficulty <= 5) mined.push(as);
  };
  addDraft();
  mineOne();
  const length = draw(fc.integer({ min: 1, max: 5 }));
  for (let i = 0; i < length; i++) {
    const name = draw(oneOf(...drafts, ...mined));
    const next = draw(oneOf('draft', 'change', 'change', 'freeze', 'copy', 'ask'));
    if (next === 'draft') addDraft();
    else if (next === 'change') moves.push(drawChange(draw, name));
    else if (next === 'freeze') moves.push(draw(oneOf<Move>({ freeze: [name] }, { seal: [name] })));
    else if (next === 'copy') {
      moves.push({ copy: [name], as: `copy${i}` });
      drafts.push(`copy${i}`);
    } else if (mined.length > 0) {
      const of = draw(oneOf(...mined));
      moves.push({ call: 'meetsDifficulty', args: [at(of, 'hash'), draw(fc.nat(8))] });
    }
    mineOne();
  }
  return moves;
});

/** A draft that is called off late, and then mined again with less work to do. */
function calledOffLate(draw: Draw): Move[] {
  const draft = { ...draw(DRAFTS), difficulty: 32 };
  const late = asked(Array<boolean>(11).fill(true), false);
  return [
    { let: 'draft1', be: draft },
    { call: 'mine', args: [at('draft1'), late] },
    { change: ['draft1', 'difficulty'], to: 6 },
    { call: 'mine', args: [at('draft1'), late] },
  ];
}

/** Returns a draft whose lowest nonce is at least this, and in one of the next two batches. */
function draftWithNonce(draw: Draw, least: number, difficulty: number): Draft {
  const draft = { ...draw(DRAFTS), timestamp: 1_700_000_000_000, difficulty };
  let nonce: number;
  do {
    draft.timestamp++;
    nonce = lowestNonce(draft);
  } while (nonce < least || nonce >= least + 2 * BATCH);
  return draft;
}

/** A draft that is called off, and is then mined until it is found. */
function calledOffThenFound(draw: Draw): Move[] {
  const mineOnce = (...answers: boolean[]): Move => ({
    call: 'mine',
    args: [at('draft1'), asked(answers, false)],
  });
  return [
    { let: 'draft1', be: draftWithNonce(draw, BATCH, 10) },
    mineOnce(),
    mineOnce(true, true),
    mineOnce(true, true),
  ];
}

/** A draft whose nonce has five digits. */
function manyDigits(draw: Draw): Move[] {
  return [
    { let: 'draft1', be: draftWithNonce(draw, 10 * BATCH, 12) },
    { call: 'mine', args: [at('draft1'), asked([], true)] },
  ];
}

/** A draft that is called off in some way, and then another one. */
function calledOff(draw: Draw): Move[] {
  const draft = { ...draw(DRAFTS), difficulty: draw(oneOf(14, 16, 29, 32)) };
  const mineOnce = (): Move => {
    const trues = Array<boolean>(draw(oneOf(0, 0, 0, 1))).fill(true);
    return {
      call: 'mine',
      args: [at('draft1'), asked(trues, draw(oneOf<unknown>(STOP, STOP, false)))],
    };
  };
  return [
    { let: 'draft1', be: reordered(draft, draw(fc.nat(6))) },
    mineOnce(),
    draw(oneOf<Move>({ freeze: ['draft1'] }, { seal: ['draft1'] }, mineOnce())),
    mineOnce(),
  ];
}

/** A draft that is mined again after it was changed, and another one after its block was. */
function probed(draw: Draw): Move[] {
  const draft = { ...draw(DRAFTS), difficulty: 3 };
  draft.data = { ...draft.data, id: draw(TEXTS) };
  const never = asked([], false);
  const given = { ...draw(DRAFTS), difficulty: 2 };
  const { difficulty: _difficulty, ...changing } = draft;
  return [
    { let: 'draft1', be: draft },
    ...probe(draw, [{ call: 'mine', args: [at('draft1'), never] }], { draft1: changing }, 4),
    ...spoil(
      draw,
      { call: 'mine', args: [given, never] },
      mine(given, () => true),
      'block1',
    ),
  ];
}

/** A draft that is found in its second or third batch. In between, another draft is mined. */
function minedInside(draw: Draw): Move[] {
  const draft = draftWithNonce(draw, BATCH, 10);
  const inner = { ...draw(DRAFTS), difficulty: 4 };
  const during: Move[] = [
    { let: 'inner', be: inner },
    { call: 'mine', args: [at('inner'), asked([], false)], as: 'innerBlock' },
  ];
  return [
    { let: 'draft1', be: draft },
    { call: 'mine', args: [at('draft1'), asked([true, true], false, during)], as: 'block1' },
  ];
}

/** Returns the drawn draft of this name, or one that is as hard as any. */
function lastDraft(moves: readonly Move[], name: string): { difficulty: number } {
  const move = moves.find((each) => 'let' in each && each.let === name);
  return move !== undefined && 'let' in move
    ? (move.be as { difficulty: number })
    : { difficulty: 0 };
}

function drawQuestion(draw: Draw): Move {
  const bits = draw(fc.nat(33));
  const digits = Math.floor(bits / 4);
  // The first digit that is not zero has this many zero bits.
  const digit = draw(oneOf(...['89abcdef', '4567', '23', '1'][bits % 4]));
  const rest = draw(oneOf('f', '0', 'a', '7'));
  const hash = ('0'.repeat(digits) + digit).padEnd(64, rest);
  const difficulty = draw(fc.oneof(oneOf(bits - 1, bits, bits + 1, bits + 4), fc.nat(32)));
  return { call: 'meetsDifficulty', args: [hash, Math.min(Math.max(difficulty, 0), 32)] };
}

/** Changes a draft. A block can share its `data` with the draft, so only the whole is replaced. */
function drawChange(draw: Draw, name: string): Move {
  const field = draw(oneOf<'data' | 'timestamp' | 'index'>('data', 'timestamp', 'index'));
  const to = field === 'data' ? draw(TRANSACTIONS) : draw(fc.integer({ min: 1, max: 1000 }));
  return { change: [name, field], to };
}

/** Returns a `goOn` that ends the search after a few batches. Some throw, or mine another draft. */
function drawGoOn(draw: Draw, number: number): ReturnType<typeof asked> {
  const trues = Array<boolean>(draw(fc.nat(2))).fill(true);
  const kind = draw(oneOf('false', 'false', 'false', 'false', 'throws', 'mines'));
  if (kind === 'throws') return asked(trues, STOP);
  if (kind === 'false') return asked(trues, false);
  const easy = { ...draw(DRAFTS), difficulty: 3 };
  const name = `inner${number}`;
  return asked(trues, false, [
    { let: name, be: easy },
    { call: 'mine', args: [at(name), asked([], false)], as: `${name}Block` },
  ]);
}

function sentenceOf(difference: Difference): number {
  if (difference.kind === 'value') return difference.name.startsWith('block') ? 4 : 7;
  const { call, expected, got } = difference;
  if (call === 'meetsDifficulty') {
    return 'returned' in expected && expected.returned === true ? 2 : 1;
  }
  const [wanted, found] = [expected, got].map((outcome) => returnedBy(outcome));
  if (
    typeof got === 'string' ||
    !('returned' in got) ||
    !('returned' in expected) ||
    found === undefined
  )
    return 3;
  // It has passed over the right nonce, and so asked goOn once more.
  if (found === null && wanted !== null && got.heard.length > expected.heard.length) return 3;
  if (wanted === null || found === null) return 6;
  if (hasOtherHash(found)) return 4;
  if (nonceOf(wanted) !== nonceOf(found)) return 3;
  return expected.heard.length === got.heard.length ? 4 : 5;
}

function returnedBy(outcome: Outcome | string): unknown {
  return typeof outcome === 'object' && 'returned' in outcome ? outcome.returned : undefined;
}

/** True if the hash of a block is not the one that `hashBlock` gives. */
function hasOtherHash(block: unknown): boolean {
  try {
    return hashBlock(block as Block) !== (block as Block).hash;
  } catch {
    return true;
  }
}

function nonceOf(block: unknown): unknown {
  return (Object(block) as { nonce?: unknown }).nonce;
}

export const search = searchWithStories('mine', {
  reference: { meetsDifficulty, mine },
  stories,
  sentenceOf,
  labels: LABELS,
});
