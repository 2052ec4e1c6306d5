import type * as CreateGenesisBlock from '../../../solution/createGenesisBlock';
import { checksOf } from '../../harness/parent/suite/checksOf';
import { show } from '../../harness/parent/suite/show';
import { trueHash } from '../../harness/parent/suite/trueHash';

const check = checksOf<typeof CreateGenesisBlock>('createGenesisBlock');

/**
 * Times that no clock shows now. One time is from the handout. The other time is in the year 2100.
 */
const PAST = 1_700_000_000_000;
const FUTURE = 4_102_444_800_000;

check(
  'A genesis block has index 0, nonce 0 and 64 zeros for a parent, and no field too many',
  {
    of: 'createGenesisBlock',
    sentence: 1,
    points: 1,
    why: 'Everybody must be able to recognise where a chain begins: it is the one block that names no parent. With a field too many or too few it is no block.',
  },
  async ({ call }) => {
    const answer = await call('createGenesisBlock', PAST, 10);
    answer.mustHave({ index: 0, nonce: 0, previousHash: '0'.repeat(64) }, 'a block');
    answer.mustHaveOnly(
      ['index', 'timestamp', 'previousHash', 'difficulty', 'nonce', 'data', 'hash'],
      'a block',
    );
  },
);

check(
  'Its data pays nobody: genesis, from network to network, amount 0, no signature',
  {
    of: 'createGenesisBlock',
    sentence: 1,
    points: 1,
    why: 'A genesis that paid somebody would make coins out of nothing, before anybody has worked. And its hash covers its data: any other data, and it begins another network.',
  },
  async ({ call }) => {
    (await call('createGenesisBlock', PAST, 10)).mustHave(
      { data: { id: 'genesis', from: 'network', to: 'network', amount: 0, signature: '' } },
      'a block',
    );
  },
);

check(
  'Its timestamp and its difficulty are the given ones, and no clock is read',
  {
    of: 'createGenesisBlock',
    sentence: [1, 2],
    points: 1,
    why: 'The genesis decides which network this is, and how much work its blocks need. With the time of the clock in it, each start is another network.',
  },
  async ({ call, random }) => {
    for (const timestamp of [PAST, FUTURE, 0]) {
      const difficulty = random.integer(0, 32);
      const answer = await call('createGenesisBlock', timestamp, difficulty);
      answer.mustHave({ timestamp, difficulty }, 'a block');
    }
  },
);

check(
  'Its hash is the hash of the block',
  {
    of: 'createGenesisBlock',
    sentence: 1,
    points: 1,
    why: 'The hash of the genesis is the name of the network, and block 1 names it as its parent. A wrong one, and nothing can follow.',
  },
  async ({ call }) => {
    const answer = await call('createGenesisBlock', PAST, 10);
    const block = answer.mustBeObject('a block');
    answer.mustHave({ hash: trueHash(block) }, 'a block');
  },
);

check(
  'Each call gives a new block, with a new data',
  {
    of: 'createGenesisBlock',
    sentence: 3,
    points: 1,
    why: 'If two users of one process hold the same object, what one writes into it the other reads: a chain that nobody appended to has changed.',
  },
  async ({ calls }) => {
    const twice = await calls(['createGenesisBlock', PAST, 10], ['createGenesisBlock', PAST, 10]);
    const [first, second] = twice.map((answer) => answer.mustBeObject('a block'));
    const tried = 'createGenesisBlock, called twice with the same arguments';
    twice[1].must(second !== first, {
      tried,
      expected: 'two blocks',
      got: 'the same object both times',
    });
    twice[1].must(second.data !== first.data || first.data === undefined, {
      tried,
      expected: 'two blocks, each with a data of its own',
      got: 'two blocks with the same object as their data',
    });
    twice[1].mustHave({ difficulty: 10 }, 'a block');
  },
);

check(
  'index is the parent’s plus one, previousHash its hash, and difficulty its difficulty',
  {
    of: 'nextBlock',
    sentence: 4,
    points: 1,
    why: 'This is the link. Peers refuse a block that does not continue the one that it names (bad-index, bad-link, bad-difficulty).',
  },
  async ({ call, random }) => {
    for (const parent of [random.block(), { ...random.block(), index: 0, difficulty: 0 }]) {
      const { index, hash, difficulty, timestamp } = parent;
      const answer = await call('nextBlock', parent, random.transaction(), timestamp + 7000);
      answer.mustHave({ index: index + 1, previousHash: hash, difficulty }, 'a draft');
    }
  },
);

check(
  'timestamp is now, or the parent’s timestamp if now is earlier; no clock is read',
  {
    of: 'nextBlock',
    sentence: 5,
    points: 1,
    why: 'The timestamp says when the block was made, and that time is given as now. But a block that is older than its parent is refused (bad-timestamp), and clocks do run behind.',
  },
  async ({ call, random }) => {
    for (const then of [PAST, FUTURE]) {
      const parent = { ...random.block(), timestamp: then };
      for (const now of [then + 1, then + 7000, then, then - 1, then - 60_000]) {
        const answer = await call('nextBlock', parent, random.transaction(), now);
        const tried = `nextBlock with now = ${now}, ${describe(now - then)}`;
        answer.mustHave({ timestamp: Math.max(now, then) }, 'a draft', tried);
      }
    }
  },
);

check(
  'data has the same fields as the one given, but is a copy',
  {
    of: 'nextBlock',
    sentence: 6,
    points: 1,
    why: 'Without its signature, or with any other field changed, the payment is not the one that was signed, and every peer refuses the block. And if it is no copy, whoever changes the payment later changes the draft that is being mined, and the work is lost.',
  },
  async ({ call, random }) => {
    const data = random.transaction();
    const parent = random.block();
    const answer = await call('nextBlock', parent, data, parent.timestamp);
    answer.mustHave({ data }, 'a draft');
    answer.must(answer.mustBeObject('a draft').data !== answer.args[1], {
      expected: 'a draft whose data is a copy of the second argument',
      got: 'a draft whose data is that very object',
    });
  },
);

check(
  'A draft has five fields and no others: no nonce, no hash',
  {
    of: 'nextBlock',
    sentence: 7,
    points: 1,
    why: 'A nonce and a hash left over from the parent make the draft look like a finished block, with the work of another. And a block that is mined from a draft with any other field too many or too few is refused (bad-shape).',
  },
  async ({ call, random }) => {
    const parent = random.block();
    const answer = await call('nextBlock', parent, random.transaction(), parent.timestamp);
    answer.mustHaveOnly(['index', 'timestamp', 'previousHash', 'difficulty', 'data'], 'a draft');
    answer.mustHave({ index: parent.index + 1 }, 'a draft');
  },
);

check(
  'parent and data are left as they are',
  {
    of: 'nextBlock',
    sentence: 8,
    points: 1,
    why: 'The parent is on the chain already: whoever changes it breaks its hash, and with it every block above. And a payment that is changed is no longer the one that was signed.',
  },
  async ({ call, random }) => {
    const parent = random.block();
    const answer = await call('nextBlock', parent, random.transaction(), parent.timestamp - 1);
    answer.mustBeObject('a draft');
    answer.mustKeepItsArguments();
    answer.mustHave({ index: parent.index + 1 }, 'a draft');
  },
);

function describe(ahead: number): string {
  if (ahead === 0) return 'exactly when the parent was made';
  return `${show(Math.abs(ahead))} ms ${ahead < 0 ? 'before' : 'after'} the parent was made`;
}
