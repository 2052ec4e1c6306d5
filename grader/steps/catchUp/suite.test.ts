import type * as CatchUp from '../../../solution/catchUp';
import { MAX_PAGE } from '../../../solution/supplied/constants';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Block } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Tools } from '../../harness/parent/suite/Check';
import { checksOf } from '../../harness/parent/suite/checksOf';
import { show, wordOf } from '../../harness/parent/suite/show';
import type { OurSide, Question, Seen } from './child/scenario';
import { heightsOf } from './heightsOf';
import { readCatchUp } from './readCatchUp';
import { MOST_QUESTIONS, ScriptedChainPeer } from './ScriptedChainPeer';
import type { CatchUpCase, EventWhileAsking } from './ScriptedChainPeer';
import { equals } from '../../harness/parent/suite/equals';
import {
  blockOn,
  coin,
  genesisBlock,
  grow,
  otherGenesis,
  withoutWork,
} from '../support/sampleBlocks';
import { countBlocks } from '../support/countBlocks';
import { inWords } from '../support/inWords';
import { faultyBranch } from '../support/faultyBranch';

const check = checksOf<typeof CatchUp>('catchUp');

/** How far our clock is ahead of the genesis block, in milliseconds. */
const HOUR = 3_600_000;

check(
  'catchUp asks for the blocks after the shared block, page by page, each from one above the last block',
  {
    of: 'catchUp',
    sentence: [1, 4],
    points: 1,
    why: 'If a new user leaves out a block, the chain breaks. A block that is asked for twice costs time.',
  },
  async ({ play, random }) => {
    for (const [pageSize, top, questions] of [
      [500, 7, [3, 4]],
      [4, 14, [3, 4, 8, 12]],
      [1, 7, [3, 4, 5, 6, 7]],
    ] as const) {
      const given = caseOf(genesisBlock(random), { shared: 3, ours: 3, theirs: top });
      const seen = await catchUp(play, { ...given, pageSize });
      seen.mustBeginBy(questions);
      seen.mustResolve(top - 3, given.theirs);
    }
    const given = caseOf(genesisBlock(random, 1), { shared: 1, ours: 1, theirs: 1100 });
    const seen = await catchUp(play, given);
    seen.mustAskInPages(2);
    seen.mustResolve(1099, given.theirs);
  },
);

check(
  'catchUp asks for our tip, then steps back by 1, 2, 4, 8, …, never below 0 or above the claimed height',
  {
    of: 'catchUp',
    sentence: [1, 2, 4],
    points: 1,
    why: 'Most forks are near the tip, so catchUp looks there first. With growing steps, a deep fork costs only a few questions.',
  },
  async ({ play, random }) => {
    for (const [shared, ours, theirs, questions] of [
      [3, 3, 5, [3, 4]],
      [6, 12, 14, [12, 11, 9, 5, 6]],
      [10, 40, 41, [40, 39, 37, 33, 25, 9, 10]],
      [0, 5, 7, [5, 4, 2, 0, 1]],
      [3, 12, 3, [12, 3]],
    ] as const) {
      const seen = await catchUp(play, caseOf(genesisBlock(random), { shared, ours, theirs }));
      seen.mustBeginBy(questions);
    }
  },
);

check(
  'A missing block counts as different; different block 0: bad-genesis; block of a wrong shape: bad-shape',
  {
    of: 'catchUp',
    sentence: 3,
    points: 1,
    why: 'A peer of a different network has no block in common with you. If you do not stop at block 0, you ask forever.',
  },
  async ({ play, random }) => {
    const genesis = genesisBlock(random);
    const given = caseOf(genesis, { shared: 4, ours: 5, theirs: 8 });
    const foreign = otherGenesis(genesis);
    const others = [foreign, ...grow(foreign, 9, 'bob')];
    const peers: Array<[words: string, changes: Partial<CatchUpCase>, code: Code]> = [
      ['It has no blocks at all, and claims 20.', { theirs: [], claims: 20 }, 'bad-genesis'],
      ['It has no blocks at all, and claims 0.', { theirs: [], claims: 0 }, 'bad-genesis'],
      ['It is on a different network.', { theirs: others }, 'bad-genesis'],
      ['It sends {} for block 5.', sending(5, [{}]), 'bad-shape'],
      ['It sends null for block 5.', sending(5, [null]), 'bad-shape'],
      [
        'It sends block 5 with a field too many.',
        sending(5, [{ ...given.theirs[5], note: 'hello' }]),
        'bad-shape',
      ],
    ];
    for (const [words, changes, code] of peers) {
      await mustRefuse(play, { ...given, ...changes }, words, code);
    }
    const silent = { ...given, ...sending(5, []) };
    const seen = await catchUp(play, silent, 'It sends nothing for block 5 the first time.');
    seen.mustResolve(4, given.theirs);
  },
);

check(
  'Each block is checked for shape, work and index, in this order; nothing is read after a bad block',
  {
    of: 'catchUp',
    sentence: 5,
    points: 1,
    why: 'Text costs nothing to make, but work does. If you read on after a block without work, a liar can keep you busy or fill your memory.',
  },
  async ({ play, random }) => {
    const given = caseOf(genesisBlock(random), { shared: 3, ours: 3, theirs: 7 });
    const [below, first, second] = given.theirs.slice(3);
    const foreign = chainTo(5, otherGenesis(given.ours[0]), 'mallory');
    const onFirst = (changes: Partial<Block>): Block =>
      blockOn(first, coin('bad', 'mallory'), changes);
    const pages: Array<[words: string, page: unknown[], code: Code]> = [
      ['block 5 has a field too many', [first, { ...second, note: 'hi' }], 'bad-shape'],
      ['block 5 is null', [first, null], 'bad-shape'],
      ...(
        [
          ['declares a higher difficulty', 'bad-difficulty'],
          ['declares a lower difficulty', 'bad-difficulty'],
          ['has a hash other than its own', 'bad-hash'],
          ['has no work', 'bad-work'],
          ['has an index too high', 'bad-index'],
        ] as const
      ).flatMap(([fault, code]) =>
        [0, 2].map((place): [string, unknown[], Code] => [
          `block ${4 + place} ${fault}`,
          faultyBranch(below, 4, place, fault, given.now),
          code,
        ]),
      ),
      ['block 5 is missing', [first, given.theirs[6]], 'bad-index'],
      [
        'block 5 has no work, and a field too many',
        [first, { ...withoutWork(onFirst({})), note: 'hi' }],
        'bad-shape',
      ],
      [
        'block 5 has no work, and a wrong index',
        [first, withoutWork(onFirst({ index: 9 }))],
        'bad-work',
      ],
      [
        'block 5 declares a different difficulty, and has a wrong index',
        [first, onFirst({ index: 9, difficulty: first.difficulty + 1 })],
        'bad-difficulty',
      ],
      ['block 4 is of a different chain, and has no work', [withoutWork(foreign[4])], 'bad-work'],
      ['block 4 is of a different chain, and has index 5', [foreign[5]], 'bad-index'],
      [
        'block 5 has a wrong index, and the next is null',
        [first, onFirst({ index: 9 }), null],
        'bad-index',
      ],
      [
        'block 5 has no work, and the next is {}',
        [first, withoutWork(onFirst({})), {}],
        'bad-work',
      ],
    ];
    for (const [words, page, code] of pages) {
      const bad = { ...given, ...sending(4, page) };
      await mustRefuse(play, bad, `In its page ${words}.`, code);
    }
  },
);

check(
  'After each page adopt gets the branch; false: the branch grows; true: a new branch starts',
  {
    of: 'catchUp',
    sentence: [6, 9],
    points: 1,
    why: 'A branch can need several pages until it is better than ours. If you wait for the last page, a liar can make you store anything.',
  },
  async ({ play, random }) => {
    for (const [shared, ours, theirs, pageSize, offers] of [
      [3, 3, 11, 4, ['4 to 7: true', '8 to 11: true']],
      [6, 9, 13, 2, ['7 to 8: false', '7 to 10: true', '11 to 12: true', '13: true']],
      // The first page ends exactly at our tip.
      [6, 9, 14, 3, ['7 to 9: false', '7 to 12: true', '13 to 14: true']],
      // The search ends below the fork. The first page has only our own blocks, so no branch is
      // adopted.
      [10, 12, 14, 1, ['11: false', '11 to 12: false', '11 to 13: true', '14: true']],
    ] as const) {
      const given = caseOf(genesisBlock(random), { shared, ours, theirs });
      const seen = await catchUp(play, { ...given, pageSize });
      seen.mustOffer(offers);
      seen.mustResolve(theirs - shared, given.theirs);
    }
  },
);

check(
  'A link broken between two pages: catchUp begins again, at most three attempts; later in a page: bad-link',
  {
    of: 'catchUp',
    sentence: [7, 8],
    points: 1,
    why: 'An honest peer can change its chain between two questions, but not within a page. If you begin again without a limit, a bad peer keeps you busy forever.',
  },
  async ({ play, random }) => {
    const genesis = genesisBlock(random);
    const given = { ...caseOf(genesis, { shared: 3, ours: 3, theirs: 15 }), pageSize: 4 };
    const { theirs } = given;
    const other = [...given.ours, ...grow(given.ours[3], 13, 'carol')];
    const moved = await catchUp(
      play,
      {
        ...given,
        events: [
          { at: 4, sends: [theirs[4]] },
          { at: 5, changesTo: other },
        ],
      },
      'It sends block 4, then changes to a different branch on block 3, which ends at 16.',
    );
    moved.mustResolve(1 + 13, other);

    const foreign = chainTo(20, otherGenesis(genesis), 'mallory');
    for (const [at, times, questions, adopted] of [
      [4, 99, [3, 4, 3, 4, 3, 4], 0],
      [8, 99, [3, 4, 8, 7, 8, 7, 8], 4],
      [4, 2, [3, 4, 3, 4, 3, 4, 8, 12], 12],
    ] as const) {
      const words = `${times === 2 ? 'Twice' : 'Each time'} that it is asked from ${at}, it sends a block of a different chain.`;
      const seen = await catchUp(play, { ...given, ...sending(at, [foreign[at]], times) }, words);
      seen.mustEnd(adopted);
      seen.mustBeginBy(questions);
      if (times === 99) seen.mustAsk(questions);
      seen.mustResolve(adopted, theirs.slice(0, 4 + adopted));
    }

    const later = { ...given, ...sending(4, [theirs[4], foreign[5]]) };
    await mustRefuse(play, later, 'Block 5 in its page is of a different chain.', 'bad-link');
    const ours = { at: 4, arrives: [theirs[4]], sends: [theirs[4], foreign[5]] };
    await mustRefuse(
      play,
      { ...given, events: [ours] },
      'Block 5 in its page is of a different chain, and block 4 reaches us at the same time.',
      'bad-link',
    );
  },
);

check(
  'If adopt returns false for a branch that ends above our tip, catchUp ends without an error',
  {
    of: 'catchUp',
    sentence: 10,
    points: 1,
    why: 'More blocks do not help a refused branch that is longer than ours. Our own clock can be wrong, so this is no error of the peer.',
  },
  async ({ play, random }) => {
    for (const [shared, ours, good, pageSize, last, adopted] of [
      [3, 3, 7, 4, 8, 4],
      [3, 3, 3, 4, 4, 0],
      [6, 7, 7, 1, 8, 0],
    ] as const) {
      const given = caseOf(genesisBlock(random), { shared, ours, theirs: good });
      const top = given.theirs[good];
      const ahead = blockOn(top, coin('ahead', 'bob'), { timestamp: given.now + HOUR });
      const theirs = [...given.theirs, ahead, ...grow(ahead, 12, 'bob')];
      const words = `Its block ${ahead.index} is dated an hour ahead of our clock.`;
      const seen = await catchUp(play, { ...given, theirs, pageSize }, words);
      seen.mustEnd(adopted);
      seen.mustEndWith(last);
      seen.mustResolve(adopted, adopted > 0 ? given.theirs : given.ours);
    }
  },
);

check(
  'catchUp ends after an empty page, or at the height claimed with the first page',
  {
    of: 'catchUp',
    sentence: 11,
    points: 1,
    why: 'A peer can claim any height at no cost. If later claims count, it can keep you asking forever.',
  },
  async ({ play, random }) => {
    const genesis = genesisBlock(random);
    const given = { ...caseOf(genesis, { shared: 3, ours: 3, theirs: 40 }), pageSize: 4 };
    type Claims = [
      words: string,
      changes: Partial<CatchUpCase>,
      questions: number[],
      adopted: number,
    ];
    const peers: Claims[] = [
      [
        'It claims 1000000000, and ends at 10.',
        { theirs: given.theirs.slice(0, 11), claims: 1e9 },
        [3, 4, 8, 11],
        7,
      ],
      ['It claims 11.', { claims: 11 }, [3, 4, 8], 8],
      ['It claims 5.', { claims: 5 }, [3, 4], 4],
      [
        'It claims 7, with the first page 11, and from the second page on 1000.',
        {
          claims: 7,
          events: [
            { at: 4, claims: 11 },
            { at: 8, claims: 1000 },
          ],
        },
        [3, 4, 8],
        8,
      ],
      [
        'It claims 19, and from the second page on 5.',
        { claims: 19, events: [{ at: 8, claims: 5 }] },
        [3, 4, 8, 12, 16],
        16,
      ],
    ];
    for (const [words, changes, questions, adopted] of peers) {
      const seen = await catchUp(play, { ...given, ...changes }, words);
      seen.mustEnd(adopted);
      seen.mustAsk(questions);
      seen.mustResolve(adopted, given.theirs.slice(0, 4 + adopted));
    }
  },
);

check(
  'Our chain can change during every await, so catchUp reads our chain again each time',
  {
    of: 'catchUp',
    sentence: [7, 12],
    points: 1,
    why: 'While you wait for an answer, other blocks arrive, and your own miner finds some. What you read before the await can be out of date.',
  },
  async ({ play, random }) => {
    const genesis = genesisBlock(random);
    const near = { ...caseOf(genesis, { shared: 3, ours: 3, theirs: 15 }), pageSize: 4 };
    const { theirs } = near;

    const came = await catchUp(
      play,
      { ...near, events: [{ at: 4, arrives: theirs.slice(4, 6) }] },
      'While it is asked from 4, its blocks 4 and 5 reach us in another way.',
    );
    came.mustOffer(['6 to 7: true', '8 to 11: true', '12 to 15: true']);
    came.mustResolve(10, theirs);

    const far = { ...caseOf(genesis, { shared: 3, ours: 6, theirs: 15 }), pageSize: 4 };
    const mined = await catchUp(
      play,
      { ...far, events: [{ at: 4, arrives: grow(far.ours[6], 3, 'alice') }] },
      'While it is asked from 4, we mine the blocks 7 to 9.',
    );
    mined.mustOffer(['4 to 7: false', '4 to 11: true', '12 to 15: true']);
    mined.mustResolve(12, far.theirs);

    const found = await catchUp(
      play,
      { ...far, events: [{ at: 6, arrives: far.theirs.slice(4, 9) }] },
      'While it is asked for block 6, its blocks 4 to 8 reach us in another way.',
    );
    found.mustBeginBy([6, 7, 11, 15]);
    found.mustResolve(7, far.theirs);

    const switched = await catchUp(
      play,
      {
        ...near,
        events: [
          { at: 4, sends: [theirs[4]] },
          { at: 5, arrives: grow(theirs[3], 2, 'carol') },
        ],
      },
      'It sends block 4; while it is asked from 5, we change to a different branch on block 3, up to 5.',
    );
    switched.mustResolve(1 + 12, theirs);
  },
);

check(
  'If ask or adopt throws, catchUp throws the same error; what was adopted before stays',
  {
    of: 'catchUp',
    sentence: 13,
    points: 1,
    why: 'The caller must know that this peer failed; otherwise it asks the same peer again and again. Adopted blocks have been checked, so they stay.',
  },
  async ({ play, random }) => {
    const genesis = genesisBlock(random);
    const given = { ...caseOf(genesis, { shared: 3, ours: 3, theirs: 15 }), pageSize: 4 };
    const breaks = 'the connection broke';
    for (const [at, top] of [
      [3, 3],
      [4, 3],
      [8, 7],
      [12, 11],
    ]) {
      const words = `When it is asked for block ${at}, the connection breaks.`;
      const seen = await catchUp(play, { ...given, events: [{ at, breaks }] }, words);
      seen.mustFail(breaks);
      seen.mustHold(given.theirs.slice(0, top + 1));
    }
    const { theirs } = given;
    const rich = blockOn(theirs[8], { ...coin('rich', 'bob'), amount: 101 });
    const seen = await mustRefuse(
      play,
      { ...given, theirs: [...theirs.slice(0, 9), rich, ...grow(rich, 6, 'bob')] },
      'Its block 9 makes a coin worth 101 cents, so adopt throws.',
      'bad-reward',
    );
    seen.mustHold(theirs.slice(0, 8));
  },
);

/** The heights of two chains. */
interface Heights {
  /** The height of the newest block that is on both chains. */
  shared: number;
  ours: number;
  theirs: number;
}

/** Returns a case with an honest peer. */
function caseOf(genesis: Block, { shared, ours, theirs }: Heights): CatchUpCase {
  const common = chainTo(shared, genesis, 'alice');
  const given = {
    ours: [...common, ...grow(common[shared], ours - shared, 'alice')],
    theirs: [...common, ...grow(common[shared], theirs - shared, 'bob')],
  };
  return { ...given, now: genesis.timestamp + HOUR, events: [] };
}

function chainTo(height: number, genesis: Block, name: string): Block[] {
  return [genesis, ...grow(genesis, height, name)];
}

/**
 * Returns an event in which the peer sends these values. The event happens when we ask for blocks
 * from index `at` on.
 */
function sending(at: number, sends: unknown[], times = 1): { events: EventWhileAsking[] } {
  return { events: [{ at, sends, times }] };
}

/**
 * Plays a case.
 *
 * @param words what is special about the peer
 */
async function catchUp(
  play: Tools<typeof CatchUp>['play'],
  given: CatchUpCase,
  words = '',
): Promise<CaughtUp> {
  const about = { of: 'catchUp', tried: triedIn(given, words) } as const;
  const { ours, now } = given;
  const data: OurSide = { ours, now, mostQuestions: MOST_QUESTIONS };
  const peer = new ScriptedChainPeer(given);
  const answer = await play('callCatchUp', about, data, peer.listen);
  return new CaughtUp(answer, given, peer.questions);
}

/** Plays a case, and demands a Refusal with this code. */
async function mustRefuse(
  play: Tools<typeof CatchUp>['play'],
  given: CatchUpCase,
  words: string,
  code: Code,
): Promise<CaughtUp> {
  const told = { tried: triedIn(given, words), expected: `a Refusal with the code ${code}` };
  const caughtUp = await inWords(told, catchUp(play, given, words));
  caughtUp.mustBeRefused(code);
  return caughtUp;
}

/** Returns a case in words. */
function triedIn({ ours, theirs, pageSize }: CatchUpCase, words: string): string {
  const shared = ours.findLastIndex(({ hash }, i) => hash === theirs[i]?.hash);
  const their =
    shared < 0 ? '' : `, the peer has 0 to ${theirs.length - 1}, and both share 0 to ${shared}`;
  const pages = pageSize === undefined ? '' : `; it sends ${countBlocks(pageSize)} at once`;
  return `catchUp, where we have the blocks 0 to ${ours.length - 1}${their}${pages}. ${words}`.trim();
}

/** The result of a call of `catchUp`, and the demands that a check can make. */
class CaughtUp {
  private readonly seen: Seen;

  constructor(
    private readonly answer: Answer,
    private readonly given: CatchUpCase,
    private readonly questions: readonly Question[],
  ) {
    this.seen = answer.read(readCatchUp);
  }

  /**
   * Demands that `catchUp` resolved to a number, and that our chain then has exactly these blocks. Of
   * two faults, the wrong blocks say more about the mistake than the wrong number.
   */
  mustResolve(adopted: number, blocks: readonly Block[]): void {
    this.mustEnd(adopted);
    this.mustHold(blocks);
    const { ended } = this.seen;
    const holds = 'returned' in ended && ended.returned === adopted;
    this.demand(holds, `it resolves to ${adopted}`, this.ending());
  }

  /** Demands that `catchUp` resolved. The number is for the report. */
  mustEnd(adopted: number): void {
    this.demand('returned' in this.seen.ended, `it resolves to ${adopted}`, this.ending());
  }

  mustBeRefused(code: Code): void {
    const { ended } = this.seen;
    const holds = 'refused' in ended && ended.refused === code;
    this.demand(holds, `a Refusal with the code ${code}`, this.ending());
  }

  /** Demands that `catchUp` rejected with the error of `ask`. */
  mustFail(message: string): void {
    const { ended } = this.seen;
    const holds = 'failed' in ended && ended.failed === message;
    this.demand(holds, `the error of ask: ${message}`, this.ending());
  }

  /** Demands questions from exactly these indexes on. The first question must ask for one block. */
  mustAsk(expected: readonly number[]): void {
    const asked = `asks from ${expected.join(', ')}`;
    this.demand(equals(this.from(), expected), asked, this.asked());
    this.mustAskForOne();
  }

  /**
   * Demands that the questions begin with these indexes. The first question must ask for one block.
   */
  mustBeginBy(expected: readonly number[]): void {
    const begun = this.from().slice(0, expected.length);
    this.demand(
      equals(begun, expected),
      `begins with asks from ${expected.join(', ')}`,
      this.asked(),
    );
    this.mustAskForOne();
  }

  /** Demands that no question follows the first question from this height or a greater height. */
  mustEndWith(last: number): void {
    const more = this.from().findIndex((from) => typeof from === 'number' && from >= last) + 1;
    const holds = more === 0 || more === this.from().length;
    this.demand(holds, `no more questions after it has asked from ${last}`, this.asked());
  }

  /** Demands that the second and later questions ask for all blocks in order, page by page. */
  mustAskInPages(first: number): void {
    let next = first;
    for (const { from, limit } of this.questions.slice(1)) {
      const isPage = Number.isSafeInteger(limit) && Number(limit) > 0 && Number(limit) <= MAX_PAGE;
      const got = `ask(${show(from)}, ${show(limit)})`;
      this.demand(from === next && isPage, `ask(${next}, at most ${MAX_PAGE})`, got);
      next += Math.min(Number(limit), this.given.theirs.length - next);
    }
  }

  /** Demands these calls of `adopt`. Each text has blocks and an answer, such as `4 to 7: true`. */
  mustOffer(expected: readonly string[]): void {
    const offers = this.seen.offers.map(({ branch, taken }) => `${heightsOf(branch)}: ${taken}`);
    const tell = (list: readonly string[]): string =>
      list.map((offer) => `adopt(${offer.replace(':', ') =')}`).join(', ') || 'no call of adopt';
    this.demand(equals(offers, expected), tell(expected), tell(offers));
  }

  /** Demands that our chain has exactly these blocks after the call. */
  mustHold(blocks: readonly Block[]): void {
    const wanted = blocks.map(({ hash }) => hash);
    const { hashes } = this.seen;
    const tell = (list: readonly unknown[]): string => `our chain is then: ${this.tell(list)}`;
    this.demand(equals(wanted, hashes), tell(wanted), tell(hashes));
  }

  private mustAskForOne(): void {
    const [{ from, limit }] = this.questions;
    this.demand(
      limit === 1,
      `ask(${show(from)}, 1) at first`,
      `ask(${show(from)}, ${show(limit)})`,
    );
  }

  private demand(holds: boolean, expected: string, got: string): void {
    this.answer.must(holds, { expected, got });
  }

  private from(): unknown[] {
    return this.questions.map(({ from }) => from);
  }

  private asked(): string {
    const from = this.from().map(show);
    const shown = from.length > 12 ? [...from.slice(0, 12), '…'] : from;
    return from.length === 0 ? 'it asks nothing' : `asks from ${shown.join(', ')}`;
  }

  private ending(): string {
    const { ended } = this.seen;
    if ('returned' in ended) return `it resolves to ${show(ended.returned)}`;
    if ('refused' in ended) return `a Refusal with the code ${wordOf(ended.refused)}`;
    if ('failed' in ended) return `the error of ask: ${ended.failed}`;
    return `${this.questions.length} questions and no end: it ${this.asked()}`;
  }

  /** Returns the owners of the blocks of a chain, such as `0 to 3 of both, 4 to 7 of the peer`. */
  private tell(hashes: readonly unknown[]): string {
    const owners = hashes.map((hash, height) => this.ownerOf(hash, height));
    const begins = owners.flatMap((owner, i) => (owner === owners[i - 1] ? [] : [i]));
    const runs = begins.map((begin, i) => {
      const end = (begins[i + 1] ?? owners.length) - 1;
      return `${begin === end ? begin : `${begin} to ${end}`} of ${owners[begin]}`;
    });
    return runs.join(', ');
  }

  private ownerOf(hash: unknown, height: number): string {
    const { ours, theirs } = this.given;
    const [isOurs, isTheirs] = [ours, theirs].map((blocks) => blocks[height]?.hash === hash);
    if (isOurs) return isTheirs ? 'both' : 'our own';
    return isTheirs ? 'the peer' : 'a different branch';
  }
}
