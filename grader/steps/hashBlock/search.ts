import * as fc from 'fast-check';
import { blockPrefix, hashBlock } from '../../../solution/hashBlock';
import { at } from '../../harness/channel/Story';
import type { Move, Story } from '../../harness/channel/Story';
import { searchWithStories } from '../../harness/parent/search/searchWithStories';
import type { Difference } from '../../harness/parent/search/StorySearch';
import { COUNTS, DRAFTS, HASHES, reordered, TEXTS, TIMES } from '../support/drawBlocks';
import { LABELS, PEOPLE } from '../support/people';
import { probe } from '../support/probe';
import { oneOf, storiesFrom } from '../support/storiesFrom';
import type { Draw } from '../support/storiesFrom';

/** The fields of a block, and the values that each can have. The texts of a block can be awkward. */
const VALUES = {
  index: COUNTS,
  timestamp: TIMES,
  previousHash: fc.oneof(HASHES, TEXTS),
  difficulty: fc.nat(32),
  nonce: COUNTS,
};
const DATA_VALUES = {
  id: TEXTS,
  from: TEXTS,
  to: TEXTS,
  amount: fc.oneof(COUNTS, fc.integer()),
  signature: TEXTS,
};

/** Blocks of which fields change, and that are hashed again and again in one program. */
const stories = storiesFrom(76, (draw, number) => {
  const moves: Move[] = [];
  const blocks: string[] = [];
  const addBlock = (): void => {
    const { data, ...draft } = draw(DRAFTS);
    const texts = draw(fc.boolean()) ? { id: draw(TEXTS), to: draw(TEXTS) } : {};
    const given = { ...draft, data: { ...data, ...texts }, nonce: draw(COUNTS) };
    const turn = draw(fc.nat(6));
    const inner = { ...given.data, ...drawExtra(draw, ['index', 'nonce', 'hash', 'data']) };
    const outer = { ...given, ...drawExtra(draw, ['id', 'from', 'amount', 'hash', 'note']) };
    add(reordered({ ...outer, data: reordered(inner, turn) }, turn));
  };
  const add = (block: object): void => {
    blocks.push(`block${blocks.length + 1}`);
    moves.push({ let: blocks[blocks.length - 1], be: block });
  };
  const hash = (): void => {
    const name = draw(oneOf(...blocks));
    const call = draw(oneOf('blockPrefix', 'hashBlock', 'hashBlock'));
    moves.push({ call, args: [at(name)] });
  };
  if (number % 4 === 3) {
    addBlock();
    const args = [at(blocks[0])];
    const calls = ['blockPrefix', 'hashBlock'].map((call) => ({ call, args }));
    const [block] = moves;
    if ('let' in block) moves.push(...probe(draw, calls, { block1: block.be }, 5));
    return moves;
  }
  if (number % 8 === 0) add(LONGEST);
  if (number % 4 === 1) drawTwins(draw, number).forEach(add);
  addBlock();
  for (const name of blocks) moves.push({ call: 'blockPrefix', args: [at(name)] });
  hash();
  const length = draw(fc.integer({ min: 1, max: 6 }));
  for (let i = 0; i < length; i++) {
    const next = draw(
      oneOf('block', 'change', 'change', 'change', 'copy', 'freeze', 'share', 'feed'),
    );
    const name = draw(oneOf(...blocks));
    if (next === 'block') addBlock();
    else if (next === 'change') moves.push(drawChange(draw, name));
    else if (next === 'freeze') moves.push(draw(oneOf<Move>({ freeze: [name] }, { seal: [name] })));
    else if (next === 'copy') {
      blocks.push(`block${blocks.length + 1}`);
      moves.push({ copy: [name], as: blocks[blocks.length - 1] });
    } else if (next === 'share') {
      moves.push({ change: [draw(oneOf(...blocks)), 'data'], to: at(name, 'data') });
    } else {
      moves.push({ call: 'hashBlock', args: [at(name)], as: `hash${i}` });
      moves.push({ change: [name, draw(oneOf('hash', 'previousHash'))], to: at(`hash${i}`) });
    }
    hash();
  }
  return moves;
});

/** A block with the longest legal values in all fields. */
const LONGEST = {
  index: 2 ** 53 - 1,
  timestamp: 2 ** 53 - 1,
  previousHash: 'f'.repeat(64),
  difficulty: 32,
  data: {
    id: 'x'.repeat(64),
    from: PEOPLE.alice.address,
    to: PEOPLE.bob.address,
    amount: -(2 ** 53 - 1),
    signature: 'ab'.repeat(64),
  },
  nonce: 2 ** 53 - 1,
};

/** Returns a further field, which must change nothing. */
function drawExtra(draw: Draw, names: readonly string[]): object {
  return draw(fc.boolean())
    ? { [draw(oneOf(...names))]: draw(oneOf<unknown>('other', 'id', 7)) }
    : {};
}

/** Texts with which a program could join fields. */
const SEPARATORS = [
  ...[',', '', '","', '|', ' ', ':', '-', ';', '/', '.', '\n', '_', '\t', '#', '\u0000', '+', '='],
];

/** Returns two different blocks that are equal if their fields are joined without separators. */
function drawTwins(draw: Draw, number: number): object[] {
  const separator = SEPARATORS[Math.floor(number / 4) % SEPARATORS.length];
  const { data, ...draft } = draw(DRAFTS);
  const [first, second] = draw(oneOf<readonly [string, string]>(['id', 'from'], ['from', 'to']));
  const isOfNumbers = separator === '' && draw(fc.boolean());
  const numbers = isOfNumbers
    ? [
        { index: 1, timestamp: 23 },
        { index: 12, timestamp: 3 },
      ]
    : [{}, {}];
  return [
    {
      ...draft,
      ...numbers[0],
      data: { ...data, [first]: 'a', [second]: `b${separator}c` },
      nonce: 5,
    },
    {
      ...draft,
      ...numbers[1],
      data: { ...data, [first]: `a${separator}b`, [second]: 'c' },
      nonce: 5,
    },
  ];
}

function drawChange(draw: Draw, name: string): Move {
  if (draw(fc.boolean())) {
    const field = draw(
      oneOf<keyof typeof VALUES>('index', 'timestamp', 'previousHash', 'difficulty', 'nonce'),
    );
    return { change: [name, field], to: draw<unknown>(VALUES[field]) };
  }
  const field = draw(oneOf<keyof typeof DATA_VALUES>('id', 'from', 'to', 'amount', 'signature'));
  return { change: [name, 'data', field], to: draw<unknown>(DATA_VALUES[field]) };
}

function sentenceOf(difference: Difference, { moves }: Story): number {
  if (difference.kind === 'value') return 7;
  const isAgain = moves.filter((move) => 'call' in move).length > 1;
  if (difference.call === 'hashBlock') return isAgain ? 5 : 4;
  const { expected } = difference;
  const text = 'returned' in expected ? String(expected.returned) : '';
  return text.includes('\\') ? 3 : isAgain ? 2 : 1;
}

export const search = searchWithStories('hashBlock', {
  reference: { blockPrefix, hashBlock },
  stories,
  sentenceOf,
  labels: LABELS,
});
