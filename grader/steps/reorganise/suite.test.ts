import type * as Reorganise from '../../../solution/reorganise';
import { MAX_FUTURE_MS } from '../../../solution/supplied/constants';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Block, Branch, Transaction } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Attempt } from '../../harness/parent/suite/Attempt';
import { checksOf } from '../../harness/parent/suite/checksOf';
import { show } from '../../harness/parent/suite/show';
import { blockOn, chainOf, genesisBlock, grow, otherGenesis } from '../support/sampleBlocks';
import { equals } from '../../harness/parent/suite/equals';
import { inWords } from '../support/inWords';
import { mustBeChain } from './mustBeChain';
import { mustBeRefused } from '../support/mustBeRefused';
import { BROKEN_LINK, FAULTS, faultyBranch } from '../support/faultyBranch';
import { SampleTransactions } from './SampleTransactions';

const check = checksOf<typeof Reorganise>('reorganise');

/** How far the clock is ahead of the fork, in milliseconds. Each example covers less time. */
const HOUR = 3_600_000;

/** More blocks than fit into one page of a chain. */
const DEEP = 600;

const PLACES = ['first', 'second', 'third', 'fourth'];

check(
  'A branch that starts at our tip undoes nothing: all three lists are empty',
  {
    of: 'reorganise',
    sentence: [3, 8],
    points: 1,
    why: 'This is the most common case: new blocks arrive after our tip. No block of ours is replaced, so no payment waits again.',
  },
  async ({ attempt, random }) => {
    const samples = new SampleTransactions(random);
    for (const [shared, theirs] of [
      [[], ['c1: carol mines', 'c2: carol mines']],
      [
        ['a1: alice mines', 'p1: alice pays bob 60'],
        ['b1: bob mines', 'p2: alice pays carol 40'],
      ],
    ]) {
      const { chain, branch, after, tried, now } = fork(samples, shared, [], theirs);
      const answer = await mustAccept(attempt('reorganise', chain, branch, now), tried);
      for (const list of ['undone', 'waiting', 'unfundable'] as const) {
        mustList(answer, list, 'nothing', samples, tried);
      }
      mustBeChain(answer, after, [], { samples, tried });
    }
  },
);

check(
  'undone holds our undone blocks, oldest first',
  {
    of: 'reorganise',
    sentence: 5,
    points: 1,
    why: 'The user puts the payments of these blocks into its queue, in this order. In reverse order, the newest payment is minted first.',
  },
  async ({ attempt, random }) => {
    const samples = new SampleTransactions(random);
    const ours = [
      'a2: alice mines',
      'p1: alice pays bob 60',
      'b1: bob mines',
      'p2: bob pays carol 5',
    ];
    for (const [depth, ids] of [
      [1, 'p2'],
      [2, 'b1, p2'],
      [4, 'a2, p1, b1, p2'],
    ] as const) {
      const shared = ['a1: alice mines', ...ours.slice(0, -depth)];
      const { chain, branch, tried, now } = fork(
        samples,
        shared,
        ours.slice(-depth),
        coins(depth + 1),
      );
      const answer = await mustAccept(attempt('reorganise', chain, branch, now), tried);
      mustList(answer, 'undone', ids, samples, tried);
      answer.mustHave({ undone: chain.blocks.slice(-depth) }, 'what was done', tried);
    }
  },
);

check(
  'Afterwards blocks, heights and ids equal those of a user who received only the new chain’s blocks',
  {
    of: 'reorganise',
    sentence: 3,
    points: 1,
    why: 'If an undone id is not free again, its payment can never be minted. If an undone hash keeps its height, peers can build on a block that you no longer have.',
  },
  async ({ attempt, random }) => {
    const samples = new SampleTransactions(random);
    for (const [shared, ours, theirs] of [
      [[], ['a1: alice mines'], ['c1: carol mines', 'c2: carol mines']],
      [
        ['a1: alice mines'],
        ['a2: alice mines', 'p1: alice pays bob 10', 'p2: alice pays carol 20'],
        ['p2: alice pays carol 20', 'b1: bob mines', 'c1: carol mines', 'c2: carol mines'],
      ],
    ]) {
      const { chain, branch, after, tried, now } = fork(samples, shared, ours, theirs);
      const answer = await mustAccept(attempt('reorganise', chain, branch, now), tried);
      const parts = ['blocks', 'heights', 'transactions'] as const;
      mustBeChain(answer, after, chain.blocks, { samples, tried, parts });
    }
    const genesis = genesisBlock(random, 1);
    const chain = chainOf([genesis, ...grow(genesis, DEEP, 'alice')]);
    const branch = grow(genesis, DEEP + 1, 'carol');
    const attempted = attempt('reorganise', chain, branch, genesis.timestamp + HOUR);
    const tried = `reorganise, where ${DEEP} blocks are replaced by ${DEEP + 1}`;
    const answer = await mustAccept(attempted, tried);
    const parts = ['blocks', 'heights', 'transactions'] as const;
    mustBeChain(answer, [genesis, ...branch], chain.blocks, { samples, tried, parts });
  },
);

check(
  'The balances equal those of a user who received only the new chain’s blocks; no balance of 0 is listed',
  {
    of: 'reorganise',
    sentence: 3,
    points: 1,
    why: 'If a balance is wrong by one cent, you later refuse a block that all others accept. From then on, you are alone on your chain.',
  },
  async ({ attempt, random }) => {
    const samples = new SampleTransactions(random);
    const cents = random.integer(1, 99);
    for (const [shared, ours, theirs] of [
      // The miner loses its coins, and no other user gets them.
      [
        ['a1: alice mines'],
        ['b1: bob mines', 'a2: alice mines'],
        ['c1: carol mines', 'c2: carol mines', 'c3: carol mines'],
      ],
      // A payment is returned to its sender, even if the buyer has spent the cents.
      [
        ['a1: alice mines'],
        [`p1: alice pays bob ${cents}`, `p2: bob pays carol ${cents}`],
        ['b1: bob mines', 'b2: bob mines', 'b3: bob mines'],
      ],
      // A coin is mined and spent above the fork.
      [
        ['a1: alice mines'],
        ['b1: bob mines', 'p3: bob pays alice 100'],
        ['c1: carol mines', 'c2: carol mines', 'c3: carol mines'],
      ],
      // A payment is on both branches.
      [
        ['a1: alice mines'],
        ['p4: alice pays bob 70', 'a2: alice mines'],
        ['c1: carol mines', 'p4: alice pays bob 70', 'p5: bob pays carol 70'],
      ],
    ]) {
      const { chain, branch, after, tried, now } = fork(samples, shared, ours, theirs);
      const answer = await mustAccept(attempt('reorganise', chain, branch, now), tried);
      mustBeChain(answer, after, chain.blocks, { samples, tried, parts: ['balances'] });
    }
  },
);

check(
  'unknown-parent: a branch that does not start on our chain, or is empty, changes nothing',
  {
    of: 'reorganise',
    sentence: 1,
    points: 1,
    why: 'Without a fork, you do not know how many blocks to undo. If you undo until you find the parent, you undo all blocks, even genesis.',
  },
  async ({ attempt, random }) => {
    const samples = new SampleTransactions(random);
    const { chain, parent, now, chainInWords } = fork(
      samples,
      ['a1: alice mines'],
      ['a2: alice mines'],
      [],
    );
    const branches: Record<string, Branch> = {
      'an empty branch': [],
      'six blocks of a different network': grow(otherGenesis(samples.genesis), 6, 'carol'),
      'a branch whose first block is missing': grow(parent, 6, 'carol').slice(1),
      'a branch that begins with genesis': [samples.genesis, ...grow(samples.genesis, 6, 'carol')],
    };
    for (const [words, branch] of Object.entries(branches)) {
      const tried = `reorganise to ${words}. ${chainInWords}`;
      const attempted = attempt('reorganise', chain, branch, now);
      const answer = await mustBeRefused(attempted, 'unknown-parent', tried);
      mustBeChain(answer, chain.blocks, branch, { samples, tried });
    }
    const good = attempt('reorganise', chain, grow(parent, 6, 'carol'), now);
    await mustAccept(good, 'reorganise to six good blocks on the fork');
  },
);

check(
  'Each block of the branch is checked by all rules, with now as the time',
  {
    of: 'reorganise',
    sentence: [2, 4],
    points: 1,
    why: 'If one block has no work or a false time, all other users refuse your chain. A block exactly two minutes ahead is fine: if you refuse it, you are alone.',
  },
  async ({ attempt, random }) => {
    const samples = new SampleTransactions(random);
    const { chain, parent, now } = fork(samples, ['a1: alice mines'], ['a2: alice mines'], []);
    for (const fault of [...Object.keys(FAULTS), BROKEN_LINK]) {
      for (const place of fault === BROKEN_LINK ? [1, 3] : [0, 1, 3]) {
        const branch = faultyBranch(parent, 4, place, fault, now);
        const tried = `reorganise to four blocks of which number ${place + 1} ${fault}`;
        const attempted = attempt('reorganise', chain, branch, now);
        await mustBeRefused(attempted, FAULTS[fault]?.code ?? 'bad-link', tried);
      }
    }
    const branch = grow(parent, 4, 'carol');
    const latest = branch[3].timestamp - MAX_FUTURE_MS;
    const late = attempt('reorganise', chain, branch, latest - 1);
    await mustBeRefused(
      late,
      'bad-timestamp',
      'reorganise to a branch dated two minutes and 1 ms after now',
    );
    const good = attempt('reorganise', chain, branch, latest);
    await mustAccept(good, 'reorganise to a good branch that ends exactly two minutes after now');
  },
);

check(
  'If a block is refused, at any place, the refusal is thrown and the chain is as before',
  {
    of: 'reorganise',
    sentence: [4, 2],
    points: 1,
    why: 'After half a change, your balances match no chain. An attacker needs only one bad block at the end of a long branch.',
  },
  async ({ attempt, random }) => {
    const samples = new SampleTransactions(random);
    const shared = ['a1: alice mines', 'b1: bob mines'];
    const ours = ['a2: alice mines', 'p1: alice pays bob 150', 'p2: bob pays carol 250'];
    const good = ['p3: bob pays carol 90', 'c1: carol mines', 'p4: alice pays bob 100'];
    const coinOf101 = { ...samples.transaction('c2: carol mines'), amount: 101 };
    const unsigned = { ...samples.transaction('p6: alice pays bob 10'), signature: '' };
    const bad: Array<[words: string, Transaction, Code]> = [
      [
        'alice pays 101 and owns less',
        samples.transaction('p5: alice pays carol 101'),
        'insufficient-funds',
      ],
      [
        'the coin a1 is minted again',
        samples.transaction('a1: alice mines'),
        'duplicate-transaction',
      ],
      ['a coin is worth 101', coinOf101, 'bad-reward'],
      ['a payment is not signed', unsigned, 'bad-signature'],
    ];
    const { chain, parent, now, chainInWords } = fork(samples, shared, ours, []);
    for (const [words, data, code] of bad) {
      for (const place of [0, 1, 3]) {
        const below = samples.mint(parent, good.slice(0, place));
        const refused = blockOn(below.at(-1) ?? parent, data);
        const branch = [...below, refused, ...grow(refused, 3 - place, 'carol')];
        const tried = `reorganise to four blocks: in the ${PLACES[place]}, ${words}. ${chainInWords}`;
        const answer = await mustBeRefused(attempt('reorganise', chain, branch, now), code, tried);
        mustBeChain(answer, chain.blocks, branch, { samples, tried });
      }
    }
    // Our clock was an hour ahead when our tip arrived. Our own blocks are not checked again.
    const coin = samples.transaction('a2: alice mines');
    const early = blockOn(parent, coin, { timestamp: parent.timestamp + HOUR });
    const branch = samples.mint(parent, ['c1: carol mines', 'p5: alice pays carol 101']);
    const held = chainOf([...chain.blocks.slice(0, 3), early]);
    const attempted = attempt('reorganise', held, branch, branch[1].timestamp);
    const dated = blocksInWords(['block 0', ...shared, 'a2: dated an hour after now']);
    const tried = `reorganise to two blocks: in the second, alice pays 101 and owns less. Our chain is ${dated}`;
    const answer = await mustBeRefused(attempted, 'insufficient-funds', tried);
    mustBeChain(answer, held.blocks, branch, { samples, tried });
  },
);

check(
  'Each undone payment is in waiting or unfundable, unless the new chain has the id; coins are in neither',
  {
    of: 'reorganise',
    sentence: 6,
    points: 1,
    why: 'A payment in no list is lost, and a payment that is on the new chain can never be minted again. An undone coin is worth nothing.',
  },
  async ({ attempt, random }) => {
    const samples = new SampleTransactions(random);
    const rich = ['a1: alice mines', 'b1: bob mines'];
    const paid = [
      'p1: alice pays bob 10',
      'b2: bob mines',
      'p2: bob pays carol 20',
      'p3: alice pays bob 30',
    ];
    for (const [shared, ours, theirs, lost] of [
      [rich, paid, coins(5), 'p1, p2, p3'],
      [rich, paid, ['p2: bob pays carol 20', ...coins(4)], 'p1, p3'],
      [rich, paid, [...coins(4), 'p3: alice pays bob 30'], 'p1, p2'],
      [rich, paid, ['p2: carol mines', ...coins(4)], 'p1, p3'],
      [
        rich,
        paid,
        ['p3: alice pays bob 30', 'p2: bob pays carol 20', 'p1: alice pays bob 10', ...coins(2)],
        'nothing',
      ],
      [
        ['b1: bob mines'],
        ['a1: alice mines', ...paid.slice(0, 2), 'p3: alice pays bob 30'],
        coins(5),
        'p1, p3',
      ],
    ] as const) {
      const { chain, branch, tried, now } = fork(samples, shared, ours, theirs);
      const answer = await mustAccept(attempt('reorganise', chain, branch, now), tried);
      const { waiting, unfundable } = answer.mustBeObject('what was done');
      const both = [waiting, unfundable].every(Array.isArray) ? [waiting, unfundable].flat() : null;
      const got = both === null ? answer.value : samples.idsIn(both);
      answer.must(got === lost, {
        tried: `${tried}; then waiting and unfundable together`,
        expected: `in one of the two lists: ${lost}`,
        got: typeof got === 'string' ? got : show(got),
      });
    }
  },
);

check(
  'waiting has the payments that the sender can pay after the earlier ones; unfundable has the rest',
  {
    of: 'reorganise',
    sentence: [6, 7],
    points: 1,
    why: 'A payment that can still be paid must not be lost. One that cannot be paid must not wait, and must not block a smaller payment.',
  },
  async ({ attempt, random }) => {
    const samples = new SampleTransactions(random);
    const two = ['a1: alice mines', 'b1: bob mines'];
    for (const [shared, ours, theirs, waiting, unfundable] of [
      // The example in the handout's table.
      [
        ['a1: alice mines'],
        [
          'a2: alice mines',
          'p1: alice pays bob 60',
          'p2: alice pays bob 70',
          'p3: alice pays bob 40',
        ],
        coins(5),
        'p1, p3',
        'p2',
      ],
      // Alice pays all that she owns, and then one more cent.
      [
        ['a1: alice mines'],
        ['a2: alice mines', 'p1: alice pays bob 100', 'p2: alice pays bob 1'],
        coins(4),
        'p1',
        'p2',
      ],
      // The payments of each sender are counted separately.
      [
        two,
        [
          'a2: alice mines',
          'p1: alice pays carol 80',
          'p2: bob pays carol 80',
          'p3: alice pays carol 30',
          'p4: bob pays alice 20',
        ],
        coins(6),
        'p1, p2, p4',
        'p3',
      ],
      // Bob cannot spend a payment from alice while the payment waits.
      [
        ['a1: alice mines'],
        ['p1: alice pays bob 60', 'p2: bob pays carol 60'],
        coins(3),
        'p1',
        'p2',
      ],
      // In these two examples, alice pays carol or mines a coin on the other branch.
      [
        two,
        ['p1: alice pays bob 60', 'b2: bob mines'],
        ['p2: alice pays carol 50', ...coins(2)],
        'nothing',
        'p1',
      ],
      [
        two,
        ['a2: alice mines', 'p1: alice pays bob 150'],
        ['a3: alice mines', ...coins(2)],
        'p1',
        'nothing',
      ],
      // A payment on both branches is paid only once, so it does not wait.
      [
        two,
        ['p1: alice pays bob 60', 'p2: alice pays carol 40'],
        ['p1: alice pays bob 60', ...coins(2)],
        'p2',
        'nothing',
      ],
    ] as const) {
      const { chain, branch, tried, now } = fork(samples, shared, ours, theirs);
      const answer = await mustAccept(attempt('reorganise', chain, branch, now), tried);
      mustList(answer, 'waiting', waiting, samples, tried);
      mustList(answer, 'unfundable', unfundable, samples, tried);
    }
  },
);

check(
  'The branch and its blocks are not changed',
  {
    of: 'reorganise',
    sentence: 9,
    points: 1,
    why: 'The caller still uses the branch, for example to count its blocks. An empty list tells the caller that you adopted nothing.',
  },
  async ({ attempt, random }) => {
    const samples = new SampleTransactions(random);
    const shared = ['a1: alice mines'];
    const { chain, branch, tried, now } = fork(samples, shared, ['b1: bob mines'], coins(3));
    const answer = await mustAccept(attempt('reorganise', chain, branch, now), tried);
    answer.must(equals(answer.args[1], branch), {
      tried: `${tried}; then the branch`,
      expected: `as it was before: ${samples.idsIn(branch)}`,
      got: samples.idsIn(answer.args[1]),
    });
    answer.must(!equals(answer.args[0], chain), {
      tried: `${tried}; then our chain`,
      expected: 'changed to the branch',
      got: 'as it was before',
    });
  },
);

/** Our chain, and a branch that forks from it. */
interface Fork {
  /** Our chain, with the shared blocks. */
  chain: Chain;
  branch: Branch;
  /** The newest shared block. */
  parent: Block;
  /** The blocks that must be on our chain after the call. */
  after: Block[];
  now: number;
  tried: string;
  /** Our chain in words. */
  chainInWords: string;
}

/**
 * Mints the transactions of both sides. The words have the form that `SampleTransactions` reads.
 */
function fork(
  samples: SampleTransactions,
  shared: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): Fork {
  const common = [samples.genesis, ...samples.mint(samples.genesis, shared)];
  const parent = common[shared.length];
  const branch = samples.mint(parent, theirs);
  return {
    chain: chainOf([...common, ...samples.mint(parent, ours)]),
    branch,
    parent,
    after: [...common, ...branch],
    now: parent.timestamp + HOUR,
    tried: `reorganise. Each block has the name of its transaction. Both chains begin with ${blocksInWords(['block 0', ...shared])}. Then we have ${blocksInWords(ours)}; they have ${blocksInWords(theirs)}`,
    chainInWords: `Our chain is ${blocksInWords(['block 0', ...shared, ...ours])}`,
  };
}

/** Names blocks by their transactions, such as `a1 (alice mines)`. */
function blocksInWords(transactions: readonly string[]): string {
  const names = transactions.map((words) => words.replace(/: (.*)$/, ' ($1)'));
  return names.join(', ') || 'no more blocks';
}

/** Returns the words for this number of coins of carol. */
function coins(number: number): string[] {
  return Array.from({ length: number }, (_, i) => `c${i + 1}: carol mines`);
}

/** Demands that the branch is accepted. */
async function mustAccept(attempted: Promise<Attempt>, tried: string): Promise<Attempt> {
  const answer = await inWords({ tried, expected: 'it changes to the branch' }, attempted);
  answer.mustBeAccepted(tried);
  return answer;
}

/** Demands that one of the returned lists has these ids in this order. */
function mustList(
  answer: Answer,
  list: keyof Reorganise.Reorganisation,
  ids: string,
  samples: SampleTransactions,
  tried: string,
): void {
  const got = samples.idsIn(answer.mustBeObject('what was done')[list]);
  answer.must(got === ids, {
    tried: `${tried}; then ${list}`,
    expected: `${list}: ${ids}`,
    got: `${list}: ${got}`,
  });
}
