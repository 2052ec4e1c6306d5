import { MAX_FUTURE_MS } from '../../../solution/supplied/constants';
import type * as LongestChain from '../../../solution/longestChain';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import type { Block, Branch } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Tools } from '../../harness/parent/suite/Check';
import { checksOf } from '../../harness/parent/suite/checksOf';
import type { Random } from '../../harness/parent/suite/Random';
import { show } from '../../harness/parent/suite/show';
import { blockOn, chainOf, coin, genesisBlock, grow, otherGenesis } from '../support/sampleBlocks';
import { equals } from '../../harness/parent/suite/equals';
import { inWords } from '../support/inWords';
import { BROKEN_LINK, FAULTS, faultyBranch, TOO_EARLY } from '../support/faultyBranch';

const check = checksOf<typeof LongestChain>('longestChain');

/** How far the clock is ahead of our tip, in milliseconds. */
const SINCE_TIP = 600_000;

/** Branches. The key describes the branch. */
type Offer = Readonly<Record<string, Branch>>;

check(
  'A valid branch with more work than the blocks that it would replace is returned',
  {
    of: 'longestChain',
    sentence: 1,
    points: 1,
    why: 'After a split, users must agree again: those with less work change to the branch with more work. If you do not change, you stay on a chain that no other user continues.',
  },
  async ({ call, random }) => {
    const { chain, now, at } = example(random);
    const offers: Offer[] = [
      { 'one block on our tip': grow(at(5), 1, 'bob') },
      { 'two blocks on block 4': grow(at(4), 2, 'bob') },
      { 'nine blocks on block 2': grow(at(2), 9, 'bob') },
      { 'six blocks on our genesis block': grow(at(0), 6, 'bob') },
    ];
    for (const offer of offers) {
      const [name] = Object.keys(offer);
      await mustChoose(call('longestChain', chain, Object.values(offer), now), offer, name);
    }
    await mustChooseBetter(call, random);
  },
);

check(
  'On a tie we keep our blocks and longestChain returns null, also if there is no branch to change to',
  {
    of: 'longestChain',
    sentence: [1, 3],
    points: 1,
    why: 'If users change on a tie, they go back and forth between two equal branches, and undo payments each time. The next block ends the tie.',
  },
  async ({ call, random }) => {
    const { chain, now, at } = example(random);
    const good = { 'two blocks on block 4': grow(at(4), 2, 'bob') };
    const offers: Offer[] = [
      { 'one block on block 4': grow(at(4), 1, 'bob') },
      { 'five blocks on our genesis block': grow(at(0), 5, 'bob') },
      { 'one block on block 3': grow(at(3), 1, 'bob') },
      { 'an empty branch': [] },
      {},
    ];
    for (const offer of offers) {
      await mustChoose(call('longestChain', chain, Object.values(offer), now), offer, null);
    }
    const all = Object.assign({}, ...offers, good) as Offer;
    const called = call('longestChain', chain, Object.values(all), now);
    await mustChoose(called, all, 'two blocks on block 4');
  },
);

check(
  'Of several branches, the one with the largest gain is returned, even if another branch is longer',
  {
    of: 'longestChain',
    sentence: 1,
    points: 1,
    why: 'Users agree because all choose the chain with the most work. A longer branch can replace more of our blocks, so its length does not show which chain has more work.',
  },
  async ({ call, random }) => {
    const { chain, now, at } = example(random);
    const offer = {
      'two blocks on block 4': grow(at(4), 2, 'bob'),
      'three blocks on our tip': grow(at(5), 3, 'carol'),
      'six blocks on our genesis block': grow(at(0), 6, 'dave'),
      'five blocks on block 2': grow(at(2), 5, 'erin'),
    };
    for (const ordered of rotationsOf(offer)) {
      const called = call('longestChain', chain, Object.values(ordered), now);
      await mustChoose(called, ordered, 'three blocks on our tip');
    }
  },
);

check(
  'If several branches have the same gain, the first is returned',
  {
    of: 'longestChain',
    sentence: 2,
    points: 1,
    why: 'In a real chain, users keep the first of two equal branches. If the later one won, an attacker could undo payments with equal work, not more.',
  },
  async ({ call, random }) => {
    const { chain, now, at } = example(random);
    const offer = {
      'two blocks on block 4': grow(at(4), 2, 'bob'),
      'four blocks on block 2': grow(at(2), 4, 'carol'),
      'two different blocks on block 4': grow(at(4), 2, 'dave'),
      'one block on our tip': grow(at(5), 1, 'erin'),
    };
    for (const ordered of rotationsOf(offer)) {
      const called = call('longestChain', chain, Object.values(ordered), now);
      await mustChoose(called, ordered, Object.keys(ordered)[0]);
    }
    await mustChooseBetter(call, random);
  },
);

check(
  'Each block must pass validateBlock with now; the first block is checked against its parent on our chain',
  {
    of: 'longestChain',
    sentence: 4,
    points: 1,
    why: 'The first block joins the branch to our chain. If you do not check this block, one with less work or a false time gets onto our chain.',
  },
  async ({ call, random }) => {
    const { chain, now, at } = example(random);
    for (const fault of Object.keys(FAULTS)) {
      const offer = {
        [`five blocks on block 3, of which the first ${fault}`]: faultyBranch(
          at(3),
          5,
          0,
          fault,
          now,
        ),
      };
      await mustChoose(call('longestChain', chain, Object.values(offer), now), offer, null);
    }
    const offer = { 'three blocks on block 3': grow(at(3), 3, 'bob') };
    const [name] = Object.keys(offer);
    const latest = offer['three blocks on block 3'][2].timestamp - MAX_FUTURE_MS;
    for (const [ms, isFine] of [
      [-1, false],
      [0, true],
    ] as const) {
      const called = call('longestChain', chain, Object.values(offer), latest + ms);
      const ahead = `two minutes${isFine ? '' : ' and 1 ms'} after now`;
      await mustChoose(called, offer, isFine ? name : null, `, the last of them dated ${ahead}`);
    }
  },
);

check(
  'One bad block, at any place, makes the whole branch invalid, however long the branch is',
  {
    of: 'longestChain',
    sentence: [1, 4, 5],
    points: 1,
    why: 'An attacker needs only one bad block, and puts it where you do not look. All other users refuse this block and all blocks after it, so you are alone.',
  },
  async ({ call, random }) => {
    const { chain, now, at } = example(random);
    const good = { 'nine blocks on block 4': grow(at(4), 9, 'bob') };
    const called = call('longestChain', chain, Object.values(good), now);
    await mustChoose(called, good, 'nine blocks on block 4');
    for (const fault of [...Object.keys(FAULTS), BROKEN_LINK].filter(
      (each) => each !== TOO_EARLY,
    )) {
      for (const place of [1, random.integer(2, 7), 8]) {
        const name = `nine blocks on block 4, of which number ${place + 1} ${fault}`;
        const offer = { [name]: faultyBranch(at(4), 9, place, fault, now) };
        await mustChoose(call('longestChain', chain, Object.values(offer), now), offer, null);
      }
    }
  },
);

check(
  'A branch is not valid if the parent of the branch’s first block is not on our chain',
  {
    of: 'longestChain',
    sentence: [1, 6],
    points: 1,
    why: 'The chain of a different network can be longer and valid. But if you change to it, all payments and coins of our network are gone.',
  },
  async ({ call, random }) => {
    const { chain, now, at } = example(random);
    const foreign = otherGenesis(at(0));
    const orphans = grow(at(4), 9, 'carol').slice(1);
    const ours = { 'nine blocks on our genesis block': grow(at(0), 9, 'bob') };
    const offer = {
      'nine blocks on a different genesis block': grow(foreign, 9, 'bob'),
      'a different network’s whole chain, with its genesis block': [
        foreign,
        ...grow(foreign, 9, 'bob'),
      ],
      'eight blocks on a block that we lack': orphans,
      'our own chain, with its genesis block, and four blocks more': [
        ...chain.blocks,
        ...grow(at(5), 4, 'dave'),
      ],
    };
    for (const [name, branch] of Object.entries(offer)) {
      const called = call('longestChain', chain, [branch], now);
      await mustChoose(called, { [name]: branch }, null);
    }
    const all = { ...offer, ...ours };
    const called = call('longestChain', chain, Object.values(all), now);
    await mustChoose(called, all, 'nine blocks on our genesis block');
  },
);

check(
  'An invalid branch does not prevent the choice of a valid branch, even if the invalid one claims more',
  {
    of: 'longestChain',
    sentence: 7,
    points: 1,
    why: 'A peer can claim any work at no cost. If you check only the largest claim, one liar among a hundred honest peers keeps you on an old chain.',
  },
  async ({ call, random }) => {
    const { chain, now, at } = example(random);
    const [first] = grow(at(4), 1, 'carol');
    const offer = {
      'nine blocks on block 4, of which number 2 has no work': faultyBranch(
        at(4),
        9,
        1,
        'has no work',
        now,
      ),
      'two good blocks on block 4': grow(at(4), 2, 'bob'),
      'two blocks on block 4, of which the second claims 32 bits of work': [
        first,
        blockClaimingMost(first),
      ],
    };
    for (const ordered of rotationsOf(offer)) {
      const called = call('longestChain', chain, Object.values(ordered), now);
      await mustChoose(called, ordered, 'two good blocks on block 4');
    }
  },
);

check(
  'longestChain throws nothing, even for invented blocks, and does not change chain or branches',
  {
    of: 'longestChain',
    sentence: [1, 8],
    points: 1,
    why: 'If one invented branch ends the function, one liar keeps you on an old chain. If you change the chain here, you change to payments that are not checked yet.',
  },
  async ({ call, random }) => {
    const { chain, now, at } = example(random);
    const [first, second] = grow(at(5), 2, 'bob');
    const itself = { ...first, previousHash: first.hash };
    const offer = {
      'the largest possible numbers': [
        {
          ...blockClaimingMost(at(5)),
          index: Number.MAX_SAFE_INTEGER,
          timestamp: Number.MAX_SAFE_INTEGER,
          nonce: Number.MAX_SAFE_INTEGER,
        },
      ],
      'a block that is its own parent': [itself, itself, itself],
      'the same block three times': [first, first, first],
      'two blocks in reverse order': [second, first],
      'our own tip again': [at(5)],
      'our own genesis block': [at(0)],
    };
    const good = {
      'one block on our tip': [first],
      'two blocks on our tip': [first, second],
      'three blocks on block 4': grow(at(4), 3, 'carol'),
    };
    for (const offered of [{ 'an empty branch': [] }, offer, good] as Offer[]) {
      const words = { tried: callWith(Object.keys(offered)), expected: 'it throws nothing' };
      const branches = Object.values(offered);
      const answer = await inWords(words, call('longestChain', chain, branches, now));
      answer.mustKeepItsArguments();
    }
    const only = { 'one block on our tip': [first] };
    const called = call('longestChain', chain, Object.values(only), now);
    await mustChoose(called, only, 'one block on our tip');
    await mustChooseBetter(call, random);
  },
);

check(
  'longestChain does not look at payments: whether the sender owns the coins is checked later',
  {
    of: 'longestChain',
    sentence: 9,
    points: 1,
    why: 'If you check payments on our ledger, you refuse valid branches: it has the payments of our own blocks. Step 13 checks them on the right ledger.',
  },
  async ({ call, random }) => {
    const { chain, now, at } = example(random);
    const payment = { ...random.transaction(), amount: 1_000_000_000 };
    const first = blockOn(at(4), payment);
    const again = blockOn(first, payment);
    const offer = {
      'two blocks on block 4 with an unsigned payment without coins, minted twice': [first, again],
    };
    const [name] = Object.keys(offer);
    await mustChoose(call('longestChain', chain, Object.values(offer), now), offer, name);
    await mustChooseBetter(call, random);
  },
);

/**
 * Returns a chain of the blocks 0 to 5. `now` is later than all blocks that the checks mine on this
 * chain.
 */
function example(random: Random): { chain: Chain; now: number; at: (height: number) => Block } {
  const genesis = genesisBlock(random);
  const blocks = [genesis, ...grow(genesis, 5, 'alice')];
  const chain = chainOf(blocks);
  return { chain, now: blocks[5].timestamp + SINCE_TIP, at: (height) => blocks[height] };
}

/** Returns a block that claims the maximum work but has no work. */
function blockClaimingMost(parent: Block): Block {
  const block = blockOn(parent, coin('boast', 'mallory'));
  return { ...block, difficulty: 32, hash: '0'.repeat(64) };
}

/** Returns the same offer several times. Each offer begins with another branch. */
function rotationsOf(offer: Offer): Offer[] {
  const entries = Object.entries(offer);
  return entries.map((_, i) => Object.fromEntries([...entries.slice(i), ...entries.slice(0, i)]));
}

/**
 * Demands the branch with this name or an equal branch. If `wanted` is null, demands null.
 *
 * @param more words to add to the name of each branch
 */
async function mustChoose(
  called: Promise<Answer>,
  offer: Offer,
  wanted: string | null,
  more = '',
): Promise<void> {
  const names = Object.keys(offer);
  const words = {
    tried: callWith(names.map((name) => name + more)),
    expected: wanted ?? describe(null),
  };
  const answer = await inWords(words, called);
  const got = names.find((name) => equals(answer.value, offer[name])) ?? describe(answer.value);
  answer.must(wanted === null ? answer.value === null : got === wanted, { ...words, got });
}

/**
 * Demands the only branch that gains work. It is neither the first nor the last one, so a function
 * that does nothing fails here.
 */
async function mustChooseBetter(
  call: Tools<typeof LongestChain>['call'],
  random: Random,
): Promise<void> {
  const { chain, now, at } = example(random);
  const offer = {
    'one block on block 4': grow(at(4), 1, 'bob'),
    'three blocks on block 4': grow(at(4), 3, 'carol'),
    'a different block on block 4': grow(at(4), 1, 'dave'),
  };
  const called = call('longestChain', chain, Object.values(offer), now);
  await mustChoose(called, offer, 'three blocks on block 4');
}

/** Returns the call in words, with branches of these names. */
function callWith(names: readonly string[]): string {
  return `longestChain(our blocks 0 to 5, [${names.join('; ')}], now)`;
}

/** Returns a value in words. The value is not one of the offered branches. */
function describe(value: unknown): string {
  if (value === null) return 'null: we keep ours';
  if (!Array.isArray(value) || value.length === 0) return show(value);
  const heights = value.map((block: unknown) => show(Object(block).index));
  return `a branch that was not offered: blocks ${heights.join(', ')}`;
}
