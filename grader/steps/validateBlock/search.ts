import * as fc from 'fast-check';
import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import { hashBlock } from '../../../solution/hashBlock';
import { checkShape } from '../../../solution/supplied/chain/checkShape';
import { MAX_DIFFICULTY, MAX_FUTURE_MS } from '../../../solution/supplied/constants';
import type { Block, Draft } from '../../../solution/supplied/types';
import { checkWork, validateBlock } from '../../../solution/validateBlock';
import { at } from '../../harness/channel/Story';
import type { Move, Outcome } from '../../harness/channel/Story';
import { searchWithStories } from '../../harness/parent/search/searchWithStories';
import type { Difference } from '../../harness/parent/search/StorySearch';
import { COUNTS, DRAFTS, HASHES, reordered, TIMES, TRANSACTIONS } from '../support/drawBlocks';
import { LABELS } from '../support/people';
import { blockOn, minedBlock, withoutWork } from '../support/sampleBlocks';
import { onlyLegal, probe } from '../support/probe';
import { oneOf, storiesFrom } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';

/** Values that are no block. */
const NO_BLOCKS = [null, undefined, 0, Number.NaN, '', 'block', true, [], [[]], {}, new Map(), 10n];

/** The highest difficulty at which the blocks of the search are mined. */
const MOST_MINED = 6;

/** Blocks, broken in one or two ways, that are judged again and again in one program. */
const stories = storiesFrom(108, (draw, number) => {
  if (number % 4 === 3) return probed(draw);
  const moves: Move[] = [];
  const parents: string[] = [];
  const candidates: Array<{ name: string; parent: string; now: number }> = [];
  const blocks = new Map<string, Block>();
  const addParent = (): void => {
    if (draw(fc.nat(4)) === 0) return addHardParent();
    const draft = { ...draw(DRAFTS), difficulty: draw(fc.nat(MOST_MINED)) };
    // A later block needs an index and a timestamp above these.
    const index = Math.min(draft.index, 2 ** 53 - 3);
    const timestamp = Math.min(draft.timestamp, 2 ** 53 - 1 - 3 * MAX_FUTURE_MS);
    const parent = minedBlock({ ...draft, index, timestamp });
    const name = `parent${parents.length + 1}`;
    parents.push(name);
    blocks.set(name, parent);
    moves.push({ let: name, be: parent, words: `block ${index}, difficulty ${parent.difficulty}` });
  };
  /** A genesis block needs no work. No block on such a parent can be mined in a test. */
  const addHardParent = (): void => {
    const difficulty = draw(oneOf(15, 16, 17, 24, 31, MAX_DIFFICULTY));
    const timestamp = draw(fc.integer({ min: 0, max: 2 * 10 ** 12 }));
    const name = `parent${parents.length + 1}`;
    const parent = createGenesisBlock(timestamp, difficulty);
    parents.push(name);
    blocks.set(name, parent);
    moves.push({ let: name, be: parent, words: `a genesis block, difficulty ${difficulty}` });
  };
  /** Changes a block that came back, and judges an equal candidate afterwards. */
  const judgeAfterChange = (): void => {
    const { name, parent, now } = draw(oneOf(...candidates));
    const block = blocks.get(name);
    if (block === undefined || !isAccepted(block, parent, now)) return;
    const back = `back${moves.length}`;
    // Without a name, nobody sees if the block that comes back is the same object or a copy.
    const args = [block, at(parent), now];
    moves.push({ call: 'validateBlock', args, as: back });
    moves.push({ change: [back, 'data', 'amount'], to: draw(fc.nat(99)) });
    moves.push({ call: 'validateBlock', args });
  };
  const isAccepted = (block: Block, parent: string, now: number): boolean => {
    try {
      const on = blocks.get(parent);
      return on !== undefined && Boolean(validateBlock(block, on, now));
    } catch {
      return false;
    }
  };
  const addCandidate = (): void => {
    const parentName = draw(oneOf(...parents));
    const parent = blocks.get(parentName);
    if (parent === undefined) return;
    const { block, now } = drawCandidate(draw, parent, number % 4 === 1 ? number >> 2 : undefined);
    const name = `block${blocks.size + 1}`;
    candidates.push({ name, parent: parentName, now });
    moves.push({ let: name, be: block });
    if (block === null || typeof block !== 'object') return;
    blocks.set(name, block as Block);
  };
  const judge = (): void => {
    const { name, parent, now } = draw(oneOf(...candidates));
    const times = oneOf(now, now, now, now + 10 ** 11, Math.max(0, now - 10 ** 11));
    const of = draw(oneOf(parent, parent, parent, ...parents));
    const block = blocks.get(name);
    if (block !== undefined && isShaped(block) && draw(fc.nat(3)) === 0) {
      const difficulty = draw(oneOf(block.difficulty, block.difficulty, block.difficulty + 1, 0));
      moves.push({ call: 'checkWork', args: [at(name), difficulty] });
    } else moves.push({ call: 'validateBlock', args: [at(name), at(of), draw(times)] });
  };
  addParent();
  addCandidate();
  judge();
  const length = draw(fc.integer({ min: 1, max: 8 }));
  for (let i = 0; i < length; i++) {
    const next = draw(
      oneOf('parent', 'block', 'block', 'block', 'change', 'copy', 'freeze', 'judge', 'twice'),
    );
    const { name, parent, now } = draw(oneOf(...candidates));
    if (next === 'parent') addParent();
    else if (next === 'block') addCandidate();
    else if (next === 'freeze') {
      const place = [draw(oneOf(name, parent))] as const;
      moves.push(draw(oneOf<Move>({ freeze: place }, { seal: place })));
    } else if (next === 'copy') {
      const copy = `copy${i}`;
      moves.push({ copy: [name], as: copy });
      candidates.push({ name: copy, parent, now });
    } else if (next === 'change') moves.push(drawChange(draw, name));
    else if (next === 'twice') judgeAfterChange();
    judge();
  }
  return moves;
});

/** A good block that is judged again after a part of it or of its parent was changed. */
function probed(draw: Draw): Move[] {
  const draft = { ...draw(DRAFTS), difficulty: draw(oneOf(0, 1, 4)) };
  draft.index = Math.min(draft.index, 2 ** 52);
  draft.timestamp = Math.min(draft.timestamp, 2 ** 52);
  const parent = minedBlock(draft);
  const { timestamp } = parent;
  const block = blockOn(parent, draw(TRANSACTIONS), { timestamp });
  const now = timestamp + draw(oneOf(0, 1000, -MAX_FUTURE_MS));
  const calls = [
    { call: 'validateBlock', args: [at('block1'), at('parent1'), now] },
    { call: 'checkWork', args: [at('block1'), block.difficulty] },
  ];
  const { hash, difficulty, index } = parent;
  const moves: Move[] = [
    { let: 'parent1', be: parent },
    { let: 'block1', be: block },
    ...probe(draw, calls, { block1: block, parent1: { hash, difficulty, index, timestamp } }, 5),
  ];
  return onlyLegal(moves, { checkWork: isShaped });
}

function isShaped(block: unknown): boolean {
  try {
    checkShape(block);
    return true;
  } catch {
    return false;
  }
}

/** Returns a block on this parent, and our clock. Most blocks break no rule or one. */
function drawCandidate(
  draw: Draw,
  parent: Block,
  wanted?: number,
): { block: unknown; now: number } {
  if (wanted === undefined && draw(fc.nat(12)) === 0)
    return { block: draw(oneOf(...NO_BLOCKS)), now: parent.timestamp };
  const later = draw(oneOf(0, 0, 1, 1000, MAX_FUTURE_MS, MAX_FUTURE_MS + 1, 2 * MAX_FUTURE_MS));
  const now = parent.timestamp + draw(oneOf(0, later, later + 5, 10 ** 11));
  const good = mined({
    index: parent.index + 1,
    timestamp: parent.timestamp + later,
    previousHash: parent.hash,
    difficulty: parent.difficulty,
    data: draw(TRANSACTIONS),
  });
  const faults: Readonly<Record<string, (block: Block) => unknown>> = {
    index: (block) => mined({ ...block, index: block.index + draw(oneOf(1, -1, -2)) }),
    link: (block) =>
      mined({ ...block, previousHash: draw(oneOf(parent.previousHash, draw(HASHES))) }),
    older: (block) =>
      mined({ ...block, timestamp: Math.max(0, parent.timestamp - draw(oneOf(1, 1000))) }),
    future: (block) =>
      mined({ ...block, timestamp: now + MAX_FUTURE_MS + draw(oneOf(0, 1, 10 ** 6)) }),
    harder: (block) => mined({ ...block, difficulty: block.difficulty + 1 }),
    easier: (block) => mined({ ...block, difficulty: Math.max(0, block.difficulty - 1) }),
    hash: (block) => ({ ...block, hash: draw(oneOf('0'.repeat(64), parent.hash, draw(HASHES))) }),
    nonce: (block) => ({ ...block, nonce: draw(COUNTS) }),
    amount: (block) => ({ ...block, data: { ...block.data, amount: 77 } }),
    rehashed: (block) => rehashed({ ...block, data: { ...block.data, amount: 78 } }),
    work: (block) => (block.difficulty > 0 ? withoutWork(block) : block),
    almost: almostMined,
    extra: (block) => ({ ...block, note: draw(oneOf('for the book', null)) }),
    nothing: (block) => ({ ...block, note: undefined }),
    nothingInside: (block) => ({ ...block, data: { ...block.data, note: undefined } }),
    missing: ({ nonce: _nonce, ...block }) => block,
    text: (block) => ({ ...block, [draw(oneOf('index', 'timestamp', 'nonce'))]: '1' }),
    odd: (block) => ({
      ...block,
      [draw(oneOf('index', 'data', 'hash'))]: draw(oneOf(null, 1.5, -1)),
    }),
    capitals: (block) => ({ ...block, hash: block.hash.toUpperCase() }),
    data: (block) => ({ ...block, data: { ...block.data, extra: 1 } }),
    order: (block) => reordered(block, draw(fc.nat(6))),
    clock: (block) => mined({ ...block, timestamp: Math.max(parent.timestamp, draw(TIMES)) }),
  };
  let block: unknown = good;
  const names = Object.keys(faults);
  if (wanted !== undefined) return { block: faults[names[wanted % names.length]](good), now };
  const count = draw(oneOf(0, 0, 1, 1, 1, 1, 2, 2));
  for (let i = 0; i < count; i++) {
    const fault = faults[draw(oneOf(...names))];
    if (isShaped(block)) block = fault(block as Block);
  }
  return { block, now };
}

/** Returns a block with enough work, or with the most that a test can do. */
function mined(draft: Draft): Block {
  return minedBlock(draft, (bits) => bits >= Math.min(draft.difficulty, MOST_MINED + 1));
}

/** Returns a block whose hash has a bit too few, or several. */
function almostMined(block: Block): Block {
  return minedBlock(
    block,
    (bits) => bits === Math.max(0, Math.min(MOST_MINED, block.difficulty - 1)),
  );
}

function rehashed(block: Block): Block {
  return { ...block, hash: hashBlock(block) };
}

/** Changes a field of a block that was judged before. */
function drawChange(draw: Draw, name: string): Move {
  const field = draw(
    oneOf<'amount' | 'timestamp' | 'nonce' | 'index'>('amount', 'timestamp', 'nonce', 'index'),
  );
  return {
    change: field === 'amount' ? [name, 'data', field] : [name, field],
    to: draw(fc.nat(99)),
  };
}

const SENTENCES: Readonly<Record<string, number>> = {
  'bad-difficulty': 1,
  'bad-hash': 2,
  'bad-work': 3,
  'bad-shape': 4,
  'bad-index': 5,
  'bad-link': 6,
  'bad-timestamp': 7,
};

function sentenceOf(difference: Difference): number {
  if (difference.kind === 'value') return 11;
  const wanted = codeOf(difference.expected);
  const got = codeOf(difference.got);
  if (wanted !== '' && got !== '') return 9;
  return SENTENCES[wanted] ?? SENTENCES[got] ?? 10;
}

function codeOf(outcome: Outcome | string): string {
  return typeof outcome === 'object' && 'refused' in outcome ? String(outcome.refused) : '';
}

export const search = searchWithStories('validateBlock', {
  reference: { checkWork, validateBlock },
  stories,
  sentenceOf,
  labels: LABELS,
});
