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
  'A genesis block has index 0, nonce 0, 64 zeros as previousHash, and exactly the right fields',
  {
    of: 'createGenesisBlock',
    sentence: 1,
    points: 1,
    why: 'The genesis block is the only block without a parent, so peers must recognise it. With a field too many or too few, it is not a block.',
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
  'The genesis block’s data is: id genesis, from and to network, amount 0, no signature',
  {
    of: 'createGenesisBlock',
    sentence: 1,
    points: 1,
    why: 'A genesis block that pays a user makes coins without work. The hash covers the data, so different data begins a different network.',
  },
  async ({ call }) => {
    (await call('createGenesisBlock', PAST, 10)).mustHave(
      { data: { id: 'genesis', from: 'network', to: 'network', amount: 0, signature: '' } },
      'a block',
    );
  },
);

check(
  'The genesis block’s timestamp and difficulty are the arguments; createGenesisBlock reads no clock',
  {
    of: 'createGenesisBlock',
    sentence: [1, 2],
    points: 1,
    why: 'The genesis block decides which network this is. If it contains the time of the clock, each start makes a different network.',
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
  'The genesis block’s hash is the result of hashBlock for this block',
  {
    of: 'createGenesisBlock',
    sentence: 1,
    points: 1,
    why: 'Block 1 names this hash as its parent. If the hash is wrong, no block can follow.',
  },
  async ({ call }) => {
    const answer = await call('createGenesisBlock', PAST, 10);
    const block = answer.mustBeObject('a block');
    answer.mustHave({ hash: trueHash(block) }, 'a block');
  },
);

check(
  'Each call of createGenesisBlock returns a new block with a new data',
  {
    of: 'createGenesisBlock',
    sentence: 3,
    points: 1,
    why: 'If two users of one process share an object, a change by one user changes the chain of the other.',
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
      expected: 'two blocks, each with its own data',
      got: 'two blocks with the same object as their data',
    });
    twice[1].mustHave({ difficulty: 10 }, 'a block');
  },
);

check(
  'index is the parent’s index plus one, previousHash the parent’s hash, difficulty the parent’s',
  {
    of: 'nextBlock',
    sentence: 4,
    points: 1,
    why: 'This is the link between two blocks. Peers refuse a block that does not continue its parent (bad-index, bad-link, bad-difficulty).',
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
  'timestamp is now, or the parent’s timestamp if now is earlier; nextBlock reads no clock',
  {
    of: 'nextBlock',
    sentence: 5,
    points: 1,
    why: 'Some clocks are slow. Peers refuse a block that is older than its parent (bad-timestamp).',
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
  'data has the same fields as the argument data, but is a copy',
  {
    of: 'nextBlock',
    sentence: 6,
    points: 1,
    why: 'If a field is missing or different, the payment does not match its signature. If data is not a copy, a later change of the payment changes the draft that is being mined.',
  },
  async ({ call, random }) => {
    const data = random.transaction();
    const parent = random.block();
    const answer = await call('nextBlock', parent, data, parent.timestamp);
    answer.mustHave({ data }, 'a draft');
    answer.must(answer.mustBeObject('a draft').data !== answer.args[1], {
      expected: 'a draft whose data is a copy of the second argument',
      got: 'a draft whose data is the second argument itself',
    });
  },
);

check(
  'The draft has these five fields and no others: no nonce, no hash',
  {
    of: 'nextBlock',
    sentence: 7,
    points: 1,
    why: 'With the parent’s nonce and hash, the draft looks like a finished block. Peers refuse a block with a field too many or too few (bad-shape).',
  },
  async ({ call, random }) => {
    const parent = random.block();
    const answer = await call('nextBlock', parent, random.transaction(), parent.timestamp);
    answer.mustHaveOnly(['index', 'timestamp', 'previousHash', 'difficulty', 'data'], 'a draft');
    answer.mustHave({ index: parent.index + 1 }, 'a draft');
  },
);

check(
  'nextBlock does not change parent or data',
  {
    of: 'nextBlock',
    sentence: 8,
    points: 1,
    why: 'The parent is on the chain already. If the parent changes, its hash no longer fits, and every later block becomes invalid.',
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
