import { createHash } from 'node:crypto';
import type * as Mine from '../../../solution/mine';
import { BATCH } from '../../../solution/supplied/constants';
import type { Draft } from '../../../solution/supplied/types';
import type { Answer } from '../../harness/parent/suite/Answer';
import type { Tools } from '../../harness/parent/suite/Check';
import { checksOf } from '../../harness/parent/suite/checksOf';
import type { Random } from '../../harness/parent/suite/Random';
import { scripted } from '../../harness/parent/suite/scripted';
import { show } from '../../harness/parent/suite/show';
import { lowestNonce, trueHash, zeroBits } from '../../harness/parent/suite/trueHash';

const check = checksOf<typeof Mine>('mine');

/** The draft that the handout mines. Its lowest nonce is 2215. */
const HANDOUT = {
  index: 1,
  timestamp: 1_700_000_007_000,
  previousHash: 'a0a74649a6bda88c930276154859c4b371d719cf88603140e1c4d5dfdf4ce9ba',
  difficulty: 10,
  data: { id: 'coin-1', from: 'network', to: 'a'.repeat(64), amount: 100, signature: '' },
};

/**
 * With these timestamps, the lowest nonce of the draft is at the edge of a batch. The comments give
 * the nonces.
 */
const EDGES = [
  1_700_000_020_567, // 999
  1_700_000_009_938, // 1000
  1_700_000_007_105, // 1999
  1_700_000_023_035, // 2000
];

/** With this timestamp, the nonces 0 to 1467 give fewer than 8 zero bits. Nonce 1468 gives 10. */
const IN_SECOND_BATCH = 1_700_000_007_222;

/**
 * The header of Bitcoin's first block. `BITCOIN_DIFFICULTY` is the difficulty that this block had
 * to meet, in bits.
 */
const BITCOIN_GENESIS =
  `01000000${'00'.repeat(32)}` +
  '3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c';
const BITCOIN_DIFFICULTY = 32;

/**
 * Returns a `goOn` that ends the search after this many batches. Without this limit, a wrong `mine`
 * could run forever.
 */
function batches(number: number): ReturnType<typeof scripted<boolean>> {
  return scripted(Array<boolean>(number - 1).fill(true), false);
}

const PLENTY = 50;

check(
  'With difficulty 0 every hash is fine, and more zero bits than required are fine',
  {
    of: 'meetsDifficulty',
    sentence: 2,
    points: 1,
    why: 'More zero bits than required are even more work, and difficulty 0 requires none. If you refuse such hashes, you refuse valid blocks, and you are alone on your chain.',
  },
  async ({ call, random }) => {
    (await call('meetsDifficulty', `f${random.hex(63)}`, 0)).mustBe(true);
    (await call('meetsDifficulty', '0'.repeat(64), 32)).mustBe(true);
    for (const difficulty of [1, 3, 4, 10]) {
      const bits = random.integer(difficulty + 1, 40);
      const hash = hashWith(bits, random);
      const tried = `${questionOf(hash, difficulty)}: the hash begins with ${bitsOf(bits)}`;
      (await call('meetsDifficulty', hash, difficulty)).mustBe(true, tried);
    }
    (await call('meetsDifficulty', 'f'.repeat(64), 32)).mustBe(false);
  },
);

check(
  'meetsDifficulty counts bits, not hex digits: it is exact for each difficulty from 0 to 32',
  {
    of: 'meetsDifficulty',
    sentence: 1,
    points: 2,
    why: 'If you accept one zero bit too few, an attacker does only half the work. If you count digits, difficulty 10 requires 2^40 hashes instead of 2^10.',
  },
  async ({ calls, random }) => {
    for (let bits = 0; bits <= 32; bits++) {
      const hash = hashWith(bits, random);
      const [enough, tooFew] = await calls(
        ['meetsDifficulty', hash, bits],
        ['meetsDifficulty', hash, Math.min(bits + 1, 32)],
      );
      const tried = (difficulty: number): string =>
        `${questionOf(hash, difficulty)}: the hash begins with ${bitsOf(bits)}`;
      enough.mustBe(true, tried(bits));
      if (bits < 32) tooFew.mustBe(false, tried(bits + 1));
    }
  },
);

check(
  'meetsDifficulty finds the work in Bitcoin’s first block, and none with a different nonce',
  {
    of: 'meetsDifficulty',
    sentence: [1, 2],
    points: 1,
    why: 'If you find no work in a real block, you refuse every block. If you find work in every block, an attacker makes blocks at no cost.',
  },
  async ({ call }) => {
    const header = Buffer.from(BITCOIN_GENESIS, 'hex');
    const real = await call('meetsDifficulty', bitcoinHash(header), BITCOIN_DIFFICULTY);
    real.mustBe(true);
    header[79] ^= 1;
    const forged = await call('meetsDifficulty', bitcoinHash(header), BITCOIN_DIFFICULTY);
    forged.mustBe(false);
  },
);

check(
  'mine tries the nonces 0, 1, 2, … and returns the block with the first nonce that meets the difficulty',
  {
    of: 'mine',
    sentence: [3, 6],
    points: 1,
    why: 'If mine leaves out a nonce, it misses blocks; if it tries one twice, it wastes work. If it ends too early, it returns a block that every peer refuses (bad-work).',
  },
  async ({ call, random }) => {
    // With nonce 0, the hash begins with four zero bits. This is more than the difficulty 0.
    const easy = { ...HANDOUT, timestamp: 1_700_000_007_012, difficulty: 0 };
    const hard = { ...random.draft(), difficulty: random.integer(5, 11) };
    for (const draft of [easy, HANDOUT, hard]) {
      const answer = await call('mine', draft, batches(PLENTY));
      const tried = `mine(a draft of difficulty ${draft.difficulty}, goOn)`;
      const nonce = lowestNonce(draft);
      await mustNotBeMisled(answer, { draft, nonce, tried, call });
      answer.mustHave({ nonce }, 'a block', tried);
    }
  },
);

check(
  'The mined block has the draft’s five fields, the nonce that was found, and the hash of this block',
  {
    of: 'mine',
    sentence: 4,
    points: 1,
    why: 'If a field, the nonce or the hash is wrong, peers refuse the block (bad-hash, bad-shape): they hash it again. The work is then lost.',
  },
  async ({ call, random }) => {
    for (const difficulty of [1, 2]) {
      const draft = { ...random.draft(), difficulty };
      const answer = await call('mine', draft, batches(PLENTY));
      await mustFindOne(answer, draft, call);
      const { nonce } = answer.mustBeObject('a block');
      answer.must(typeof nonce === 'number', {
        expected: 'a block with a number as its nonce',
        got: show(answer.value),
      });
      answer.mustBe({ ...draft, nonce, hash: trueHash({ ...draft, nonce }) });
    }
  },
);

check(
  'mine calls goOn(BATCH) once after each BATCH hashes without success',
  {
    of: 'mine',
    sentence: [5, 6],
    points: 2,
    why: 'A miner that calls goOn too rarely works on an old block: it learns too late that another user was faster. A miner that calls goOn too often is slow.',
  },
  async ({ call }) => {
    for (const timestamp of [HANDOUT.timestamp, ...EDGES]) {
      const draft = { ...HANDOUT, timestamp };
      const nonce = lowestNonce(draft);
      const asked = Math.floor(nonce / BATCH);
      const answer = await call('mine', draft, batches(PLENTY));
      const tried = `mine(a draft that takes the nonces 0 to ${nonce}, goOn)`;
      await mustNotBeMisled(answer, { draft, nonce, tried, call });
      answer.must(answer.heard.length === asked, {
        tried,
        expected: callsOfGoOn(asked),
        got: callsOfGoOn(answer.heard.length),
      });
      answer.heard.forEach(([hashes], i) =>
        answer.must(hashes === BATCH, {
          tried,
          expected: `goOn(${BATCH}) each time`,
          got: `goOn(${show(hashes)}) in call ${i + 1}`,
        }),
      );
      answer.mustHave({ nonce }, 'a block', tried);
    }
  },
);

check(
  'If goOn returns false, mine returns null at once',
  {
    of: 'mine',
    sentence: 6,
    points: 1,
    why: 'A miner that ignores goOn works on a block that is out of date. A thread that ignores goOn keeps the program from ending.',
  },
  async ({ call, random }) => {
    // A miner that goes on for one more batch would find a block for the first draft.
    const near = { ...HANDOUT, timestamp: IN_SECOND_BATCH };
    const far = { ...random.draft(), difficulty: 32 };
    for (const [draft, number] of [
      [near, 1],
      [far, 1],
      [far, 4],
    ] as const) {
      const answer = await call('mine', draft, batches(number));
      const tried = `mine(a draft of difficulty ${draft.difficulty}, goOn), where goOn returns false at call ${number}`;
      await mustNotBeMisled(answer, { draft, nonce: null, tried, call });
      answer.mustBe(null, tried);
      answer.must(answer.heard.length === number, {
        tried,
        expected: callsOfGoOn(number),
        got: callsOfGoOn(answer.heard.length),
      });
    }
  },
);

check(
  'mine does not change the draft, and the block has its own copy of the data',
  {
    of: 'mine',
    sentence: 7,
    points: 1,
    why: 'If the draft has changed, the server thread cannot match the mined block with its draft. Then the work is lost.',
  },
  async ({ call, random }) => {
    const draft = { ...random.draft(), difficulty: 1 };
    const answer = await call('mine', draft, batches(PLENTY));
    await mustFindOne(answer, draft, call);
    const { nonce } = answer.mustBeObject('a block');
    answer.mustKeepItsArguments();
    answer.mustHave({ hash: trueHash({ ...draft, nonce }) }, 'a block');
  },
);

/**
 * The arguments of `mine`, and the nonce that `mine` should find. The nonce is null if `mine`
 * should return null.
 */
interface Search {
  draft: Draft;
  nonce: number | null;
  tried?: string;
  call: Tools<typeof Mine>['call'];
}

/**
 * If `mine` did not find this nonce, demands that `meetsDifficulty` is right about both nonces. If
 * `meetsDifficulty` is wrong, even a correct `mine` returns a wrong nonce.
 */
async function mustNotBeMisled(
  answer: Answer,
  { draft, nonce, tried, call }: Search,
): Promise<void> {
  const { nonce: found } = Object(answer.value) as { nonce?: unknown };
  if (nonce === null ? answer.value === null : found === nonce) return;
  const { difficulty } = draft;
  for (const each of [found, nonce]) {
    if (typeof each !== 'number') continue;
    const hash = trueHash({ ...draft, nonce: each });
    // If `meetsDifficulty` gives no answer, `mine` is judged by its own result.
    const says = await call('meetsDifficulty', hash, difficulty).catch(() => undefined);
    if (says === undefined) continue;
    const bits = zeroBits(hash);
    const came = typeof found === 'number' ? `a block with the nonce ${found}` : show(answer.value);
    says.must(Boolean(says.value) === bits >= difficulty, {
      tried: tried ?? `mine(a draft of difficulty ${difficulty}, goOn)`,
      expected: nonce === null ? 'null' : `a block with the nonce ${nonce}`,
      got: `${questionOf(hash, difficulty)} is ${show(says.value)}, but the hash begins with ${bitsOf(bits)}: correct meetsDifficulty first. So mine returns ${came}`,
    });
  }
}

/** Makes the same demand if `mine` returned null but should find a block. */
async function mustFindOne(answer: Answer, draft: Draft, call: Search['call']): Promise<void> {
  if (answer.value === null) {
    await mustNotBeMisled(answer, { draft, nonce: lowestNonce(draft), call });
  }
}

function questionOf(hash: string, difficulty: number): string {
  return `meetsDifficulty('${hash.slice(0, 10)}…', ${difficulty})`;
}

function bitsOf(bits: number): string {
  return `${bits} zero ${bits === 1 ? 'bit' : 'bits'}`;
}

/** Returns 64 hex digits that begin with exactly this number of zero bits. */
function hashWith(bits: number, random: Random): string {
  const first = 2 ** (3 - (bits % 4));
  const digit = random.integer(first, 2 * first - 1).toString(16);
  return `${'0'.repeat(Math.floor(bits / 4))}${digit}${random.hex(64)}`.slice(0, 64);
}

/**
 * Returns the hash of a Bitcoin header. Bitcoin hashes twice, and shows the bytes in reverse order.
 */
function bitcoinHash(header: Buffer): string {
  const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
  return sha256(sha256(header)).reverse().toString('hex');
}

function callsOfGoOn(number: number): string {
  return number === 1 ? '1 call of goOn' : `${number === 0 ? 'no' : number} calls of goOn`;
}
