import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import { MAX_FUTURE_MS } from '../../../solution/supplied/constants';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Block, Draft } from '../../../solution/supplied/types';
import type * as ValidateBlock from '../../../solution/validateBlock';
import type { Attempt } from '../../harness/parent/suite/Attempt';
import { checksOf } from '../../harness/parent/suite/checksOf';
import { show } from '../../harness/parent/suite/show';
import type { Random } from '../../harness/parent/suite/Random';
import { mustBeRefused } from '../support/mustBeRefused';
import { minedBlock } from '../support/sampleBlocks';

const check = checksOf<typeof ValidateBlock>('validateBlock');

/** Times that no clock shows now. */
const PAST = 1_700_000_000_000;
const FUTURE = 4_102_444_800_000;

check(
  'bad-difficulty: the block’s difficulty must be exactly the required difficulty',
  {
    of: 'checkWork',
    sentence: [1, 9],
    points: 1,
    why: 'If a block decides how much work is enough, an attacker chooses difficulty 0. After one block with difficulty 32, every later block would need as much work.',
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
      await mustBeRefused(
        attempt('checkWork', block, asked),
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
    why: 'The miner worked for this hash. If a block can have a different hash, one valid block pays for many forged blocks.',
  },
  async ({ attempt, random }) => {
    const block = minedBlock(easyDraft(random));
    const { data, difficulty } = block;
    const other = minedBlock(easyDraft(random, difficulty));
    const changes = {
      'a cent more': { data: { ...data, amount: data.amount + 1 } },
      'a different buyer': { data: { ...data, to: random.hex(64) } },
      'a different seller': { data: { ...data, from: random.hex(64) } },
      'a different id': { data: { ...data, id: `${data.id}1` } },
      'a different signature': { data: { ...data, signature: random.hex(128) } },
      'a different index': { index: block.index + 1 },
      'a different timestamp': { timestamp: block.timestamp + 1 },
      'a different previousHash': { previousHash: random.hex(64) },
      'a different nonce': { nonce: block.nonce + 1 },
      '64 zeros as its hash': { hash: '0'.repeat(64) },
      'the hash of another block': { hash: other.hash },
    };
    for (const [words, change] of Object.entries(changes)) {
      await mustBeRefused(
        attempt('checkWork', { ...block, ...change }, difficulty),
        'bad-hash',
        `checkWork of a good block that got ${words} after it was mined`,
      );
    }
    (await attempt('checkWork', block, difficulty)).mustBeAccepted();
  },
);

check(
  'bad-work: one zero bit too few is refused; exactly as many as required, or more, are fine',
  {
    of: 'checkWork',
    sentence: [3, 10],
    points: 1,
    why: 'With one zero bit less, a false chain costs half the work. If you refuse exactly as many as required, or more, you refuse valid blocks.',
  },
  async ({ attempt, random }) => {
    for (const difficulty of [1, 5, 8, 9]) {
      const draft = easyDraft(random, difficulty);
      for (const more of [-1, 0, 1]) {
        const bits = difficulty + more;
        const block = minedBlock(draft, (found) => found === bits);
        const attempted = attempt('checkWork', block, difficulty);
        const tried = `checkWork(block, ${difficulty}) of a block whose hash begins with ${bits} zero bits`;
        if (more < 0) await mustBeRefused(attempted, 'bad-work', tried);
        else (await attempted).mustBeAccepted(tried);
      }
    }
  },
);

check(
  'A block that breaks no rule is returned; the block and its parent are not changed',
  {
    of: 'validateBlock',
    sentence: [10, 11],
    points: 1,
    why: 'If you refuse valid blocks, you fall behind all other users. The returned block goes onto your chain, so it must be the block that was mined.',
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
  'bad-shape: everything that checkShape refuses gets this code, and no other error is thrown',
  {
    of: 'validateBlock',
    sentence: 4,
    points: 1,
    why: 'A peer can send anything, such as null. If you read a field before you check the shape, one message can stop your program.',
  },
  async ({ attempt, random }) => {
    const { parent, draft, now } = example(random);
    const block = minedBlock(draft);
    for (const nonsense of [null, undefined, 'block', 42, true, [], [block], {}]) {
      await mustBeRefused(attempt('validateBlock', nonsense, parent, now), 'bad-shape');
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
      await mustBeRefused(
        attempt('validateBlock', candidate, parent, now),
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
  'bad-index: index must be the parent’s index plus one',
  {
    of: 'validateBlock',
    sentence: 5,
    points: 1,
    why: 'Users compare heights, and the index is the height. A block with a wrong index claims a longer or a shorter chain.',
  },
  async ({ attempt, random }) => {
    const { parent, draft, now } = example(random);
    for (const index of [parent.index, parent.index + 2, parent.index - 1, 0]) {
      await mustBeRefused(
        attempt('validateBlock', minedBlock({ ...draft, index }), parent, now),
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
    why: 'The link makes the chain. Without this rule, a block of another branch can be added to your chain.',
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
      await mustBeRefused(
        attempt('validateBlock', block, parent, now),
        'bad-link',
        `validateBlock of a block whose previousHash is ${words}`,
      );
    }
    const early = minedBlock({ ...draft, timestamp: parent.timestamp - 1 });
    const answer = await attempt('validateBlock', early, parent, now);
    mustNotBeRefused(answer, 'bad-link', 'that is older than its parent, with the right link');
  },
);

check(
  'bad-timestamp: a block must not be older than its parent, or more than two minutes ahead of now',
  {
    of: 'validateBlock',
    sentence: 7,
    points: 1,
    why: 'One block from next year would force this date on every later block. All users need the same limits, to the millisecond, or the network splits.',
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
          const attempted = attempt('validateBlock', block, parent, now);
          const tried = `validateBlock of a block that is ${words} (now = ${now}, and the parent is ${whenMade(ahead)})`;
          if (isFine) (await attempted).mustBeAccepted(tried);
          else await mustBeRefused(attempted, 'bad-timestamp', tried);
        }
      }
    }
  },
);

check(
  'validateBlock also refuses everything that checkWork refuses; the required difficulty is the parent’s',
  {
    of: 'validateBlock',
    sentence: 8,
    points: 1,
    why: 'An attacker gets the right index, link and time for free, but not the work. The parent decides the required difficulty, because we have checked the parent.',
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
      await mustBeRefused(
        attempt('validateBlock', candidate, parent, now),
        code,
        `validateBlock of a block that ${words}, where the parent has difficulty ${difficulty}`,
      );
    }
  },
);

check(
  'If a block breaks several rules, it is refused with the code of the first of them',
  {
    of: 'validateBlock',
    sentence: 9,
    points: 1,
    why: 'Cheap rules come first, and later rules need the earlier ones. If users gave different codes, the sender could not know what is wrong.',
  },
  async ({ attempt, random }) => {
    const { parent, draft, now } = example(random);
    for (const [i, first] of RULES.entries()) {
      for (const second of RULES.slice(i + 1)) {
        const block = breaking([first, second], draft);
        const words = `a block that is both ${first} and ${second}`;
        await mustBeRefused(
          attempt('validateBlock', block, parent, now),
          first,
          `validateBlock of ${words}`,
        );
        if (!OF_WORK.includes(first)) continue;
        await mustBeRefused(
          attempt('checkWork', block, parent.difficulty),
          first,
          `checkWork of ${words}`,
        );
      }
    }
  },
);

/** Demands that a block was not refused with this code. A function that does nothing fails here. */
function mustNotBeRefused(answer: Attempt, code: Code, words: string): void {
  answer.must(answer.code !== code, {
    tried: `validateBlock of a block ${words}`,
    expected: `a code other than ${code}`,
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
