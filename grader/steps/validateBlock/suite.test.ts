import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import { MAX_FUTURE_MS } from '../../../solution/supplied/constants';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Block, Draft } from '../../../solution/supplied/types';
import type * as ValidateBlock from '../../../solution/validateBlock';
import type { Attempt } from '../../harness/parent/suite/Attempt';
import { checksOf } from '../../harness/parent/suite/checksOf';
import { show } from '../../harness/parent/suite/show';
import type { Random } from '../../harness/parent/suite/Random';
import { minedBlock } from '../support/sampleBlocks';

const check = checksOf<typeof ValidateBlock>('validateBlock');

/** Times that no clock shows now. */
const PAST = 1_700_000_000_000;
const FUTURE = 4_102_444_800_000;

check(
  'bad-difficulty: a block must declare exactly the difficulty that is asked for',
  {
    of: 'checkWork',
    sentence: [1, 9],
    points: 1,
    why: 'If a block may say how much work is enough, a forger says: none. And one that declares 32 would ask the same of every block after it. So this comes before hash and work.',
  },
  async ({ attempt, random }) => {
    const draft = easyDraft(random);
    const asked = draft.difficulty;
    for (const [declared, bits] of [
      [asked - 1, asked - 1],
      [asked - 1, asked],
      [asked + 1, asked + 1],
      [0, 0],
    ]) {
      const block = minedBlock({ ...draft, difficulty: declared }, (found) => found === bits);
      (await attempt('checkWork', block, asked)).mustBeRefused(
        'bad-difficulty',
        `checkWork(block, ${asked}) of a block that declares difficulty ${declared}, and whose hash begins with ${bits} zero bits`,
      );
    }
    (await attempt('checkWork', minedBlock(draft), asked)).mustBeAccepted();
  },
);

check(
  'bad-hash: the hash must be the hashBlock of the block',
  {
    of: 'checkWork',
    sentence: 2,
    points: 1,
    why: 'The hash is what the work went into. If it need not be the block’s own, one honest block pays for any number of forged ones.',
  },
  async ({ attempt, random }) => {
    const block = minedBlock(easyDraft(random));
    const { data, difficulty } = block;
    const other = minedBlock(easyDraft(random, difficulty));
    const changes = {
      'a cent more': { data: { ...data, amount: data.amount + 1 } },
      'another buyer': { data: { ...data, to: random.hex(64) } },
      'another seller': { data: { ...data, from: random.hex(64) } },
      'another id': { data: { ...data, id: `${data.id}1` } },
      'another signature': { data: { ...data, signature: random.hex(128) } },
      'another index': { index: block.index + 1 },
      'another timestamp': { timestamp: block.timestamp + 1 },
      'another previousHash': { previousHash: random.hex(64) },
      'another nonce': { nonce: block.nonce + 1 },
      '64 zeros as its hash': { hash: '0'.repeat(64) },
      'the hash of another block': { hash: other.hash },
    };
    for (const [words, change] of Object.entries(changes)) {
      (await attempt('checkWork', { ...block, ...change }, difficulty)).mustBeRefused(
        'bad-hash',
        `checkWork of a good block that was given ${words} after it was mined`,
      );
    }
    (await attempt('checkWork', block, difficulty)).mustBeAccepted();
  },
);

check(
  'bad-work: one zero bit too few is refused, as many as asked for or more are fine',
  {
    of: 'checkWork',
    sentence: [3, 10],
    points: 1,
    why: 'Work is all that a stranger can show. With one bit less a false chain is half as dear; and whoever refuses as many as asked for, or more, refuses honest blocks.',
  },
  async ({ attempt, random }) => {
    for (const difficulty of [1, 5, 8, 9]) {
      const draft = easyDraft(random, difficulty);
      for (const more of [-1, 0, 1]) {
        const bits = difficulty + more;
        const answer = await attempt(
          'checkWork',
          minedBlock(draft, (found) => found === bits),
          difficulty,
        );
        const tried = `checkWork(block, ${difficulty}) of a block whose hash begins with ${bits} zero bits`;
        if (more < 0) answer.mustBeRefused('bad-work', tried);
        else answer.mustBeAccepted(tried);
      }
    }
  },
);

check(
  'A block that breaks no rule is returned, and neither it nor its parent is changed',
  {
    of: 'validateBlock',
    sentence: [10, 11],
    points: 1,
    why: 'Whoever refuses good blocks falls behind all others. And what is returned goes onto the chain: if it is not the block that was mined, or if looking at it has changed the block or its parent, the next user refuses it.',
  },
  async ({ attempt, random }) => {
    const { parent, draft, now } = example(random);
    const genesis = createGenesisBlock(parent.timestamp, parent.difficulty);
    for (const [below, block] of [
      [parent, minedBlock(draft)],
      [genesis, minedBlock(draftOn(genesis, random))],
    ]) {
      const answer = await attempt('validateBlock', block, below, now);
      answer.mustBeAccepted('validateBlock of a block that breaks no rule');
      answer.mustBe(block);
      answer.mustKeepItsArguments();
    }
    const forged = { ...minedBlock(draft), hash: random.hex(64) };
    (await attempt('validateBlock', forged, parent, now)).mustKeepItsArguments();
    const wrong = { ...forged, difficulty: 32 };
    const answer = await attempt('validateBlock', wrong, parent, now);
    answer.must(answer.code !== undefined, {
      tried: 'validateBlock of a block that breaks three rules',
      expected: 'a Refusal',
      got: show(answer.value),
    });
  },
);

check(
  'bad-shape: whatever checkShape refuses, and never with another error',
  {
    of: 'validateBlock',
    sentence: 4,
    points: 1,
    why: 'What a peer sends is bytes, not a Block. Whoever reads its fields unseen is stopped by a single null, or compares with a text, which is always false. And whoever takes a shape that all others refuse is alone on a chain.',
  },
  async ({ attempt, random }) => {
    const { parent, draft, now } = example(random);
    const block = minedBlock(draft);
    for (const nonsense of [null, undefined, 'block', 42, true, [], [block], {}]) {
      (await attempt('validateBlock', nonsense, parent, now)).mustBeRefused('bad-shape');
    }
    const { nonce, ...unfinished } = block;
    const { signature, ...unsigned } = draft.data;
    const broken = {
      'without its nonce': unfinished,
      'with a field too many': { ...block, note: 'hello' },
      'whose data is null': { ...block, data: null },
      'whose data lacks the signature': { ...block, data: unsigned },
      'whose data has a field too many': { ...block, data: { ...draft.data, note: signature } },
      'whose timestamp is a text': minedWith(draft, { timestamp: 'yesterday' }),
      'whose timestamp is an object': minedWith(draft, { timestamp: {} }),
      'whose index is a text': minedWith(draft, { index: String(draft.index) }),
      'whose nonce is a fraction': { ...block, nonce: nonce + 0.5 },
      'whose hash is in capitals': { ...block, hash: block.hash.toUpperCase() },
    };
    for (const [words, candidate] of Object.entries(broken)) {
      (await attempt('validateBlock', candidate, parent, now)).mustBeRefused(
        'bad-shape',
        `validateBlock of a block ${words}`,
      );
    }
    const elsewhere = minedWith(draft, { previousHash: random.hex(64) });
    const answer = await attempt('validateBlock', elsewhere, parent, now);
    mustNotBeRefused(answer, 'bad-shape', 'of another parent, with the right shape');
  },
);

check(
  'bad-index: index must be the parent’s plus one',
  {
    of: 'validateBlock',
    sentence: 5,
    points: 1,
    why: 'The index is the height that users compare. A block with any other number claims a longer or a shorter chain than there is.',
  },
  async ({ attempt, random }) => {
    const { parent, draft, now } = example(random);
    for (const index of [parent.index, parent.index + 2, parent.index - 1, 0]) {
      const answer = await attempt('validateBlock', minedBlock({ ...draft, index }), parent, now);
      answer.mustBeRefused(
        'bad-index',
        `validateBlock of a block with index ${index}, where the parent has index ${parent.index}`,
      );
    }
    // Not a good block, because a good block would also test checkWork.
    const elsewhere = minedBlock({ ...draft, previousHash: random.hex(64) });
    const answer = await attempt('validateBlock', elsewhere, parent, now);
    mustNotBeRefused(answer, 'bad-index', 'of another parent, with the right index');
  },
);

check(
  'bad-link: previousHash must be the parent’s hash',
  {
    of: 'validateBlock',
    sentence: 6,
    points: 1,
    why: 'The link is what makes a chain. Without it a good block of another branch, whose past is another, can be put on top of ours.',
  },
  async ({ attempt, random }) => {
    const { parent, draft, now } = example(random);
    const last = parent.hash.endsWith('0') ? '1' : '0';
    for (const [words, previousHash] of [
      ['another block’s hash', random.hex(64)],
      ['the parent’s previousHash', parent.previousHash],
      ['the parent’s hash but for the last digit', parent.hash.slice(0, -1) + last],
    ]) {
      const block = minedBlock({ ...draft, previousHash });
      const answer = await attempt('validateBlock', block, parent, now);
      answer.mustBeRefused('bad-link', `validateBlock of a block whose previousHash is ${words}`);
    }
    const early = minedBlock({ ...draft, timestamp: parent.timestamp - 1 });
    const answer = await attempt('validateBlock', early, parent, now);
    mustNotBeRefused(answer, 'bad-link', 'that is older than its parent, with the right link');
  },
);

check(
  'bad-timestamp: not older than the parent, and at most two minutes ahead of now',
  {
    of: 'validateBlock',
    sentence: 7,
    points: 1,
    why: 'A single block dated a year ahead would force its date on every block after it, and one older than its parent turns time back. And all must have the same limits, to the millisecond, or the network splits.',
  },
  async ({ attempt, random }) => {
    const MINUTE = 60_000;
    for (const then of [PAST, FUTURE]) {
      // Our clock can be ahead of the parent's timestamp or behind it.
      for (const ahead of [10_000, -MINUTE]) {
        const { parent, draft } = example(random, then);
        const now = then + ahead;
        const latest = now + MAX_FUTURE_MS;
        for (const [words, timestamp, isFine] of [
          ['as old as its parent', then, true],
          ['1 ms older than its parent', then - 1, false],
          ['exactly two minutes ahead of now', latest, true],
          ['two minutes and 1 ms ahead of now', latest + 1, false],
          ['a year ahead of now', latest + 365 * 24 * 60 * MINUTE, false],
        ] as const) {
          const block = minedBlock({ ...draft, timestamp });
          const answer = await attempt('validateBlock', block, parent, now);
          const tried = `validateBlock of a block that is ${words} (now = ${now}, and the parent is ${whenMade(ahead)})`;
          if (isFine) answer.mustBeAccepted(tried);
          else answer.mustBeRefused('bad-timestamp', tried);
        }
      }
    }
  },
);

check(
  'Then whatever checkWork refuses, by the parent’s difficulty',
  {
    of: 'validateBlock',
    sentence: 8,
    points: 1,
    why: 'A right index, link and time cost a forger nothing. What costs something is the work, if the hash is the block’s own. How much is asked for, the parent says, because we have checked it: a block that is measured by its own word passes with none.',
  },
  async ({ attempt, random }) => {
    const { parent, draft, now } = example(random);
    const { difficulty } = parent;
    const block = minedBlock(draft);
    for (const [words, candidate, code] of [
      ['declares difficulty 0', minedBlock({ ...draft, difficulty: 0 }), 'bad-difficulty'],
      [
        'declares one bit more',
        minedBlock({ ...draft, difficulty: difficulty + 1 }),
        'bad-difficulty',
      ],
      [
        'was given a cent more after it was mined',
        { ...block, data: { ...draft.data, amount: draft.data.amount + 1 } },
        'bad-hash',
      ],
      [
        'has one zero bit too few',
        minedBlock(draft, (bits) => bits === difficulty - 1),
        'bad-work',
      ],
    ] as const) {
      (await attempt('validateBlock', candidate, parent, now)).mustBeRefused(
        code,
        `validateBlock of a block that ${words}, where the parent has difficulty ${difficulty}`,
      );
    }
  },
);

check(
  'A block that breaks several rules is refused with the code of the first',
  {
    of: 'validateBlock',
    sentence: 9,
    points: 1,
    why: 'Each rule stands on those before it, and what is cheap to check comes first. If every user gave another code, no sender could tell what went wrong.',
  },
  async ({ attempt, random }) => {
    const { parent, draft, now } = example(random);
    for (const [i, first] of RULES.entries()) {
      for (const second of RULES.slice(i + 1)) {
        const block = breaking([first, second], draft);
        const words = `a block that is both ${first} and ${second}`;
        const answer = await attempt('validateBlock', block, parent, now);
        answer.mustBeRefused(first, `validateBlock of ${words}`);
        if (!OF_WORK.includes(first)) continue;
        const work = await attempt('checkWork', block, parent.difficulty);
        work.mustBeRefused(first, `checkWork of ${words}`);
      }
    }
  },
);

/** Demands that a block was not refused with this code. A function that does nothing fails here. */
function mustNotBeRefused(answer: Attempt, code: Code, words: string): void {
  answer.must(answer.code !== code, {
    tried: `validateBlock of a block ${words}`,
    expected: `another code than ${code}`,
    got: `a Refusal with the code ${code}`,
  });
}

/** The codes of this step, in the order of the handout. */
const RULES = [
  'bad-shape',
  'bad-index',
  'bad-link',
  'bad-timestamp',
  'bad-difficulty',
  'bad-hash',
  'bad-work',
] as const;

type Rule = (typeof RULES)[number];

/** The codes of the refusals by `checkWork`. */
const OF_WORK: readonly Rule[] = ['bad-difficulty', 'bad-hash', 'bad-work'];

/**
 * Returns a block that breaks exactly these rules.
 *
 * @param good a draft that follows all rules
 */
function breaking(rules: readonly Rule[], good: Draft): Block {
  const breaks = (rule: Rule): boolean => rules.includes(rule);
  const { difficulty } = good;
  const draft = { ...good };
  if (breaks('bad-index')) draft.index += 1;
  if (breaks('bad-link')) draft.previousHash = 'f'.repeat(64);
  if (breaks('bad-timestamp')) draft.timestamp -= 60_000;
  if (breaks('bad-difficulty')) draft.difficulty -= 1;
  const block = minedBlock(draft, (bits) => (breaks('bad-work') ? bits === 0 : bits >= difficulty));
  // The wrong hash has work, unless the block breaks `bad-work` too.
  if (breaks('bad-hash')) block.hash = (breaks('bad-work') ? 'f' : '0').repeat(64);
  return breaks('bad-shape') ? Object.assign(block, { note: 'hello' }) : block;
}

/** Returns a parent, a draft of the next block some seconds later, and a time after both. */
function example(
  random: Random,
  timestamp = PAST + random.integer(0, 1_000_000),
): { parent: Block; draft: Draft; now: number } {
  const parent = minedBlock({ ...easyDraft(random), timestamp });
  return { parent, draft: draftOn(parent, random), now: timestamp + 10_000 };
}

/** Returns a draft whose parent is this block. */
function draftOn({ index, timestamp, hash, difficulty }: Block, random: Random): Draft {
  return {
    ...easyDraft(random, difficulty),
    index: index + 1,
    timestamp: timestamp + random.integer(1, 9000),
    previousHash: hash,
  };
}

/** Returns a draft that needs little work. */
function easyDraft(random: Random, difficulty = random.integer(5, 9)): Draft {
  return { ...random.draft(), index: random.integer(5, 1_000_000), difficulty };
}

/**
 * Returns a block in which some fields have wrong types. The block is mined with these fields, so
 * only its shape is wrong.
 */
function minedWith(draft: Draft, wrong: object): unknown {
  return minedBlock({ ...draft, ...wrong });
}

function whenMade(ahead: number): string {
  const seconds = Math.abs(ahead) / 1000;
  return `from ${seconds} s ${ahead > 0 ? 'before' : 'after'} that`;
}
