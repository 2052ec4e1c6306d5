import { isDeepStrictEqual } from 'node:util';
import type * as MinerThread from '../../../solution/minerThread';
import { BATCH } from '../../../solution/supplied/constants';
import type { Block, Job, MinedBlock } from '../../../solution/supplied/types';
import type { Listen } from '../../harness/parent/sandbox/Host';
import type { Answer } from '../../harness/parent/suite/Answer';
import { checksOf } from '../../harness/parent/suite/checksOf';
import type { Tools } from '../../harness/parent/suite/Check';
import { show, showDifference } from '../../harness/parent/suite/show';
import { lowestNonce, trueHash, zeroBits } from '../../harness/parent/suite/trueHash';
import { MOST_LOOKS } from './channel/MinerSimulation';
import type { MinerRun, Progress, Script, ServerAction } from './channel/MinerSimulation';
import { listStory } from './listStory';
import { readMiners, repeatAtEachLook, repeatMiner } from './repeatMiner';
import { easyJob, handoutDraft, hardJob, jobOf, NONCES, nonceOf, urgent } from './sampleJobs';

const check = checksOf<typeof MinerThread>('minerThread');

type Play = Tools<typeof MinerThread>['play'];

/** How long the workshop's own users rest after a block, in milliseconds. */
const REST_MS = 7000;
/** Longer than any wait of a correct miner, in milliseconds. */
const HOURS = 10 * 60 * 60 * 1000;
/** The maximum time for a few looks and an easy job, in milliseconds. */
const AT_ONCE_MS = 300;
/** How much too early a rest is allowed to end, in milliseconds. */
const CLOSE_MS = 20;
/** A time before all clocks of the simulation. */
const LONG_AGO = 1_500_000_000_000;
/** The number of a hash just before the end of a batch. */
const LATE_IN_BATCH = 3 * BATCH - 10;
/** The maximum number of sleeps of a miner that sleeps until an event wakes it. */
const FEW_SLEEPS = 3;
/** The maximum number of looks of such a miner. */
const FEW_LOOKS = 60;
/** The maximum number of jobs that a failure shows. */
const MOST_LISTED = 6;
/**
 * The maximum number of hashes of a sleeping miner. It is high enough for a miner that stops a job
 * late.
 */
const FEW_HASHES = 20 * BATCH;

const STOP: ServerAction = { does: 'stop' };

check(
  'The miner mines the job in JOB: the block is mined on nextBlock(job.parent, job.data, now())',
  {
    of: 'minerThread',
    sentence: [1, 3],
    points: 1,
    why: 'The chain grows only by the blocks that miners hand in. A block on the wrong parent, or with the time of a different clock, fits nowhere.',
  },
  async ({ play, random }) => {
    // The parents are older than all clocks, so the block gets the time of now().
    const jobs = [3, 4, 9].map((number) => {
      const job = easyJob(random, number);
      return { ...job, parent: { ...job.parent, timestamp: LONG_AGO } };
    });
    const run = await simulate(play, 'the jobs 3, 4 and 9, one after the other, each for a coin', {
      restMs: 0,
      acts: [
        { when: { after: 0 }, actions: [post(jobs[0])] },
        { when: { on: 'handIn', nth: 1 }, actions: [post(jobs[1])] },
        { when: { on: 'handIn', nth: 1 }, actions: [post(jobs[2])] },
        { when: { on: 'handIn', nth: 1 }, actions: [STOP] },
      ],
    });
    run.mustHandIn([3, 4, 9]);
    run.mustHaveMined(jobs);
  },
);

check(
  'When the number changes, the miner gives the job up within one batch, and mines the newest job',
  {
    of: 'minerThread',
    sentence: 2,
    points: 1,
    why: 'Work on a block that is not the tip any more is lost. In this time, other miners get ahead.',
  },
  async ({ play, random }) => {
    const newer = easyJob(random, 2);
    const newest = easyJob(random, 3);
    const replaced = await simulate(
      play,
      'job 1 of difficulty 32, replaced by job 2 and then job 3 while it is mined',
      {
        restMs: 0,
        acts: [
          { when: { after: 0 }, actions: [post(hardJob(random, 1))] },
          { when: { on: 'hash', nth: LATE_IN_BATCH }, actions: [post(newer), post(newest)] },
          { when: { after: 2000 }, actions: [STOP] },
        ],
      },
    );
    replaced.mustGiveUpAfterAct(1);
    replaced.mustHandIn([3]);
    const calledOff = await simulate(play, 'job 1 of difficulty 32, cancelled while it is mined', {
      restMs: 0,
      acts: [
        { when: { after: 0 }, actions: [post(hardJob(random, 1))] },
        { when: { on: 'hash', nth: LATE_IN_BATCH }, actions: [{ does: 'callOff', number: 1 }] },
        { when: { after: 2000 }, actions: [STOP] },
      ],
    });
    calledOff.mustGiveUpAfterAct(1);
  },
);

check(
  'The miner hands a block in only after claimJob returned true; otherwise it drops the block',
  {
    of: 'minerThread',
    sentence: [1, 3],
    points: 1,
    why: 'The server can cancel a job at the moment when you finish it. If both sides think that they were first, an unwanted payment is minted.',
  },
  async ({ play, random }) => {
    const job = easyJob(random, 1);
    const nonce = nonceOf(job);
    const atLast = { on: 'hash', nth: nonce + 1 } as const;
    const stop = { when: { after: 1000 }, actions: [STOP] };

    const late = await simulate(play, 'job 1, which is cancelled while its last hash is made', {
      restMs: 0,
      acts: [
        { when: { after: 0 }, actions: [post(job)] },
        { when: atLast, actions: [{ does: 'callOff', number: 1 }] },
        stop,
      ],
    });
    late.mustHandIn([]);

    const replaced = await simulate(
      play,
      'job 1, which is replaced by job 2 while the last hash of job 1 is made',
      {
        restMs: 0,
        acts: [
          { when: { after: 0 }, actions: [post(job)] },
          { when: atLast, actions: [post(easyJob(random, 2))] },
          stop,
        ],
      },
    );
    replaced.mustHandIn([2]);

    const early = await simulate(
      play,
      'job 1, and then job 2, which is sent while its number is not yet in JOB',
      {
        restMs: 0,
        acts: [
          { when: { after: 0 }, actions: [post(job)] },
          { when: { on: 'handIn', nth: 1 }, actions: [{ does: 'send', job: easyJob(random, 2) }] },
          { when: { after: 500 }, actions: [{ does: 'store', number: 2 }] },
          stop,
        ],
      },
    );
    early.mustHandIn([1, 2]);

    const runs = await simulateAtEachLook(play, 'job 1, which is cancelled at some moment', {
      restMs: 0,
      acts: [
        { when: { after: 0 }, actions: [post(job)] },
        { when: { after: 0 }, actions: [{ does: 'callOff', number: 1 }] },
      ],
    });
    for (const run of runs) {
      run.mustHandIn(run.calledOff ? [] : [1]);
      run.mustHaveClaimed();
    }
  },
);

check(
  'Every hash made is counted by countHashes, exactly once; the last batch counts too',
  {
    of: 'minerThread',
    sentence: 4,
    points: 1,
    why: 'The count compares miners, and shows when a difficulty is too low. If half a batch is lost with each block, the count is useless.',
  },
  async ({ play, random }) => {
    for (const [nonce, timestamp] of NONCES) {
      const run = await simulate(play, `job 1, whose lowest nonce is ${nonce}`, {
        restMs: 0,
        tellsCounts: true,
        acts: [
          { when: { after: 0 }, actions: [post(jobOf(handoutDraft(timestamp), 1))] },
          { when: { on: 'handIn', nth: 1 }, actions: [STOP] },
        ],
      });
      run.mustHaveCounted(nonce + 1);
    }
    const [nonce, timestamp] = NONCES[3];
    const late = await simulate(
      play,
      `job 1, whose lowest nonce is ${nonce}, cancelled with its last hash`,
      {
        restMs: 0,
        tellsCounts: true,
        acts: [
          { when: { after: 0 }, actions: [post(jobOf(handoutDraft(timestamp), 1))] },
          { when: { on: 'hash', nth: nonce + 1 }, actions: [{ does: 'callOff', number: 1 }] },
          { when: { after: 1000 }, actions: [STOP] },
        ],
      },
    );
    late.mustHaveCounted(late.run.ended.hashes);
    const replaced = await simulate(play, 'job 1 of difficulty 32, and then job 2, which is easy', {
      restMs: 0,
      tellsCounts: true,
      acts: [
        { when: { after: 0 }, actions: [post(hardJob(random, 1))] },
        { when: { on: 'hash', nth: LATE_IN_BATCH }, actions: [post(easyJob(random, 2))] },
        { when: { on: 'handIn', nth: 1 }, actions: [STOP] },
      ],
    });
    if (replaced.run.end === 'returned') replaced.mustHaveCounted(replaced.run.ended.hashes);
  },
);

check(
  'With nothing to mine, the miner sleeps on cell JOB: no busy loop and no poll',
  {
    of: 'minerThread',
    sentence: 5,
    points: 1,
    why: 'A miner that polls heats a laptop while nothing happens. Fifty such miners leave no processor time for those who have work.',
  },
  async ({ play, random }) => {
    const next = { when: { after: HOURS }, actions: [post(easyJob(random, 2))] };
    const stop = { when: { after: 1000 }, actions: [STOP] };
    const noneYet = await simulate(play, 'no job for ten hours', { restMs: 0, acts: [next, stop] });
    noneYet.mustSleepBeforeAct(0);

    const job = easyJob(random, 1);
    const claimed = await simulate(play, 'job 1, and no other job for ten hours', {
      restMs: 0,
      acts: [
        { when: { after: 0 }, actions: [post(job)] },
        { when: { on: 'handIn', nth: 1 }, actions: [] },
        next,
        stop,
      ],
    });
    claimed.mustSleepBeforeAct(2);
    claimed.mustHandInWork(job);

    const calledOff = await simulate(
      play,
      'job 1, which is cancelled, and no other job for ten hours',
      {
        restMs: 0,
        acts: [
          { when: { after: 0 }, actions: [post(hardJob(random, 1))] },
          { when: { on: 'hash', nth: LATE_IN_BATCH }, actions: [{ does: 'callOff', number: 1 }] },
          next,
          stop,
        ],
      },
    );
    calledOff.mustSleepBeforeAct(2);
  },
);

check(
  'A job that is posted while readJob runs is mined without another notification',
  {
    of: 'minerThread',
    sentence: [6, 8],
    points: 1,
    why: 'This is the lost wake-up: the miner sleeps on, and the server waits for its block. It is so rare that tests by hand do not show it.',
  },
  async ({ play, random }) => {
    const during = { on: 'readJob', nth: 1 } as const;
    const muchLater = { when: { after: HOURS }, actions: [STOP] };
    const first = await simulate(play, 'job 1 is posted while readJob runs, which gives nothing', {
      restMs: 0,
      acts: [{ when: during, actions: [post(easyJob(random, 1))] }, muchLater],
    });
    // A miner can skip readJob while the number says that there is no job.
    if (first.run.acts.length > 0) first.mustHandInAfterAct(0, 1);
    const second = await simulate(play, 'job 2 is posted while readJob runs, which gives job 1', {
      restMs: 0,
      acts: [
        { when: { after: 0 }, actions: [post(easyJob(random, 1))] },
        { when: during, actions: [post(easyJob(random, 2))] },
        muchLater,
      ],
    });
    second.mustHandInAfterAct(1, 2);
    const resting = await simulate(
      play,
      'in the rest after job 1, job 3 (a payment) is posted while readJob runs, which gives job 2 (a coin)',
      {
        restMs: HOURS / 2,
        acts: [
          { when: { after: 0 }, actions: [post(easyJob(random, 1))] },
          { when: { on: 'handIn', nth: 1 }, actions: [post(easyJob(random, 2))] },
          { when: during, actions: [post(urgent(easyJob(random, 3)))] },
          { when: { after: HOURS / 4 }, actions: [STOP] },
        ],
      },
    );
    resting.mustHandInAfterAct(2, 3);
  },
);

check(
  'After a coin, the miner mines no other coin for restMs; then it mines the newest',
  {
    of: 'minerThread',
    sentence: 7,
    points: 1,
    why: 'The rest keeps a laptop with fifty miners cool. If a new coin job ends the rest, or the miner does not sleep, the laptop gets hot.',
  },
  async ({ play, random }) => {
    for (const [words, ms] of [
      ["the computer's date and time are set an hour ahead", HOURS / 10],
      ["the computer's date and time are set an hour back", -HOURS / 10],
    ] as const) {
      const tried = `job 1 (a coin); in the rest of ${REST_MS / 1000} s the jobs 2, 3 and 4 (coins), and ${words}`;
      const run = await simulate(play, tried, {
        restMs: REST_MS,
        acts: [
          { when: { after: 0 }, actions: [post(easyJob(random, 1))] },
          { when: { on: 'handIn', nth: 1 }, actions: [post(easyJob(random, 2))] },
          { when: { after: 2000 }, actions: [post(easyJob(random, 3)), { does: 'setClock', ms }] },
          { when: { after: 1000 }, actions: [post(easyJob(random, 4))] },
          { when: { after: HOURS }, actions: [STOP] },
        ],
      });
      run.mustHandIn([1, 4]);
      run.mustHandInAfterRest(1, 'the newest coin');
      run.mustSleepUntilHandIn(1);
    }
  },
);

check(
  'The miner mines an urgent job at once; such a job starts no rest, and ends no rest',
  {
    of: 'minerThread',
    sentence: [7, 8],
    points: 1,
    why: 'A person in a shop waits for the payment. The rest is only for coins, because no person waits for them.',
  },
  async ({ play, random }) => {
    const resting = await simulate(
      play,
      'job 1 (a coin); then job 2 (a coin) waits; 3 s later job 3 (a payment), and then job 4 (a coin)',
      {
        restMs: REST_MS,
        acts: [
          { when: { after: 0 }, actions: [post(easyJob(random, 1))] },
          { when: { on: 'handIn', nth: 1 }, actions: [post(easyJob(random, 2))] },
          { when: { after: 3000 }, actions: [post(urgent(easyJob(random, 3)))] },
          { when: { on: 'handIn', nth: 1 }, actions: [] },
          { when: { after: 10 }, actions: [post(easyJob(random, 4))] },
          { when: { after: HOURS }, actions: [STOP] },
        ],
      },
    );
    resting.mustHandIn([1, 3, 4]);
    resting.mustHandInAtOnce(1, 2, 'the payment');
    resting.mustHandInAfterRest(2, 'the newest coin');
    const rested = await simulate(play, 'job 1 (a payment), and then job 2 (a coin)', {
      restMs: REST_MS,
      acts: [
        { when: { after: 0 }, actions: [post(urgent(easyJob(random, 1)))] },
        { when: { on: 'handIn', nth: 1 }, actions: [post(easyJob(random, 2))] },
        { when: { after: HOURS }, actions: [STOP] },
      ],
    });
    rested.mustHandIn([1, 2]);
    rested.mustHandInAtOnce(1, 1, 'the coin');
  },
);

check(
  'Once the stop flag is up, the miner returns: at once if asleep, within one batch if mining',
  {
    of: 'minerThread',
    sentence: 9,
    points: 1,
    why: 'A thread that does not end keeps the whole program from ending. A block that is handed in after the stop reaches a server that has ended.',
  },
  async ({ play, random }) => {
    const stop = { when: { after: 1000 }, actions: [STOP] };
    const idle = await simulate(play, 'a stop while the miner has no job', {
      restMs: 0,
      acts: [stop],
    });
    idle.mustReturnAfterAct(0);
    const coin = easyJob(random, 1);
    const resting = await simulate(play, 'a stop while the miner rests after job 1 (a coin)', {
      restMs: REST_MS,
      acts: [
        { when: { after: 0 }, actions: [post(coin)] },
        { when: { on: 'handIn', nth: 1 }, actions: [post(easyJob(random, 2))] },
        stop,
      ],
    });
    resting.mustReturnAfterAct(2);
    resting.mustHandInWork(coin);
    const mining = await simulate(play, 'a stop while the miner mines job 1 of difficulty 32', {
      restMs: 0,
      acts: [
        { when: { after: 0 }, actions: [post(hardJob(random, 1))] },
        { when: { on: 'hash', nth: LATE_IN_BATCH }, actions: [STOP] },
      ],
    });
    mining.mustReturnAfterAct(1);
    const job = easyJob(random, 1);
    const finishing = await simulate(play, 'a stop while the last hash of job 1 is made', {
      restMs: 0,
      acts: [
        { when: { after: 0 }, actions: [post(job)] },
        { when: { on: 'hash', nth: nonceOf(job) + 1 }, actions: [STOP] },
      ],
    });
    finishing.mustReturnAfterAct(1);
    finishing.mustHandIn([]);
  },
);

check(
  'The miner never sleeps through a stop, no matter when the flag goes up',
  {
    of: 'minerThread',
    sentence: 9,
    points: 1,
    why: 'The flag can go up after you read it and before you sleep. Then the miner misses the stop, and can sleep forever.',
  },
  async ({ play, random }) => {
    const idle = await simulateAtEachLook(play, 'a stop at some moment, with no job', {
      restMs: 0,
      acts: [{ when: { after: 0 }, actions: [STOP] }],
    });
    for (const run of idle) run.mustReturnAfterAct(0);
    const working = await simulateAtEachLook(play, 'a stop at some moment after job 1 is posted', {
      restMs: REST_MS,
      acts: [
        { when: { after: 0 }, actions: [post(easyJob(random, 1))] },
        { when: { after: 0 }, actions: [STOP] },
      ],
    });
    for (const run of working) run.mustReturnAfterAct(1);
    const coin = easyJob(random, 1);
    const resting = await simulateAtEachLook(play, 'a stop at some moment, after job 1 (a coin)', {
      restMs: REST_MS,
      acts: [
        { when: { after: 0 }, actions: [post(coin)] },
        { when: { on: 'handIn', nth: 1 }, actions: [post(easyJob(random, 2))] },
        { when: { after: 0 }, actions: [STOP] },
      ],
    });
    for (const run of resting) {
      run.mustReturnAfterAct(2);
      run.mustHandInWork(coin);
    }
  },
);

/** Returns what finds the line in which a job is handed in. The number can be any value. */
function handsIn(number: unknown): RegExp {
  return typeof number === 'number' ? new RegExp(`it hands in job ${number}$`) : HANDS_IN;
}

/** The lines of a story that decide a demand. The last line that matches counts. */
const HANDS_IN = /it hands in|is posted/;
const POSTED = /is posted/;
const MADE = /hashes made/;
const COUNTED = /of HASHES/;
const STOPPED = /told to stop/;
const ENDS = /it returns|asleep/;

/** A run of a miner, and the demands that a check can make. */
class SimulatedRun {
  constructor(
    readonly run: MinerRun,
    private readonly seen: Answer,
    private readonly tried: string,
  ) {}

  /** True if the server thread cancelled the job in time. */
  get calledOff(): boolean {
    return this.run.calledOff;
  }

  /** Demands that the blocks of these jobs were handed in, in this order. */
  mustHandIn(numbers: readonly number[]): void {
    const { handedIn } = this.run;
    const found = handedIn.map(({ mined }) => Object(mined).number as unknown);
    const at = found.findIndex((number, i) => number !== numbers[i]);
    this.must(
      found.length === numbers.length && at < 0,
      `the miner hands in ${listOf(numbers)}`,
      `it hands in ${listOf(found)}`,
      at < 0
        ? new RegExp(`job ${numbers[found.length]}\\b.* is (posted|sent)`)
        : handsIn(found[at]),
    );
  }

  /** Demands that an act happened, and that the job of this act was handed in. */
  mustHandInAfterAct(act: number, number: number): void {
    const { acts, handedIn } = this.run;
    this.must(acts.length > act, 'the miner asks for its job', 'it does not', ENDS);
    this.must(
      handedIn.some(({ mined }) => Object(mined).number === number),
      `the miner hands in job ${number} too`,
      'it never does',
      POSTED,
    );
  }

  /** Demands a block of this job, with its work. A miner that does nothing fails here. */
  mustHandInWork({ number, parent }: Job): void {
    const blocks = this.run.handedIn
      .map(({ mined }) => Object(mined) as Partial<MinedBlock>)
      .flatMap((mined) => (mined.number === number ? [Object(mined.block) as Partial<Block>] : []));
    this.must(
      blocks.some(({ previousHash, hash, ...block }) => {
        const isOnParent = previousHash === parent.hash;
        const isHash = hash === trueHash({ ...block, previousHash });
        return isOnParent && isHash && zeroBits(hash) >= parent.difficulty;
      }),
      `the miner hands in a block of job ${number}, with its work`,
      'it does not',
      HANDS_IN,
    );
  }

  /** Demands that each job was claimed before its block was handed in. */
  mustHaveClaimed(): void {
    const unclaimed = this.run.handedIn.find(({ claimed }) => !claimed);
    this.must(
      unclaimed === undefined,
      'each job is claimed before its block is handed in',
      `job ${show(Object(unclaimed?.mined).number)} could still be cancelled when it was handed in`,
      HANDS_IN,
    );
  }

  /** Demands that the blocks of these jobs were mined correctly. */
  mustHaveMined(jobs: readonly Job[]): void {
    jobs.forEach(({ number, parent, data }, i) => {
      const mined = Object(this.run.handedIn[i].mined) as { block?: unknown };
      const { timestamp } = Object(mined.block) as { timestamp?: unknown };
      this.must(
        this.run.times.some((time) => time === timestamp),
        `the block of job ${number} has the time that now() gave`,
        `its timestamp is ${show(timestamp)}, now() gave ${show(this.run.times.at(-1))}`,
        HANDS_IN,
      );
      const { index, hash: previousHash, difficulty } = parent;
      const draft = { index: index + 1, timestamp, previousHash, difficulty, data };
      const nonce = lowestNonce(draft);
      const block = { ...draft, nonce, hash: trueHash({ ...draft, nonce }) };
      const [expected, got] = showDifference({ number, block }, mined);
      this.must(
        isSame({ number, block }, mined),
        expected,
        got,
        HANDS_IN,
        `${this.tried}: the block that is handed in as job ${number}`,
      );
    });
  }

  /** Demands that the miner stopped its job within one batch after an act. */
  mustGiveUpAfterAct(act: number): void {
    const { acts, reads, ended } = this.run;
    const then = acts[act] ?? ended;
    const next = reads.find(({ at, hashes }) => at > then.at && hashes >= then.hashes) ?? ended;
    const more = next.hashes - then.hashes;
    this.must(
      more <= BATCH,
      `at most ${BATCH} more hashes on the old job after the number has changed`,
      `${more} more hashes on it`,
      MADE,
    );
  }

  /** Demands that this many hashes were counted. */
  mustHaveCounted(hashes: number): void {
    const { counted } = this.run;
    this.must(counted === hashes, `${hashes} hashes counted`, `${counted} counted`, COUNTED);
  }

  /** Demands that the miner slept from the previous act until this act. */
  mustSleepBeforeAct(act: number): void {
    const { acts, end, ended } = this.run;
    this.must(end !== 'returned' || acts.length > act, 'the miner sleeps', 'it returns', ENDS);
    const begin = acts[act - 1] ?? { looks: 0, sleeps: 0, hashes: 0 };
    this.mustSleep(begin, acts[act] ?? ended);
  }

  /**
   * Demands that the miner slept for most of the time between the previous hand-in and this
   * hand-in.
   */
  mustSleepUntilHandIn(i: number): void {
    const { acts, handedIn } = this.run;
    this.mustSleep(handedIn[i - 1], handedIn[i], acts.length);
  }

  /** Demands that a block was handed in at the end of the rest after the first hand-in. */
  mustHandInAfterRest(i: number, what: string): void {
    const [first, { at, mined }] = [this.run.handedIn[0], this.run.handedIn[i]];
    const after = at - first.at;
    const before = `job ${show(Object(first.mined).number)}`;
    this.must(
      isAbout(after, REST_MS),
      `${what}, job ${show(Object(mined).number)}, is handed in ${REST_MS / 1000} s after ${before}`,
      `it is handed in ${(after / 1000).toFixed(2)} s after ${before}`,
      HANDS_IN,
    );
  }

  /** Demands that a block was handed in immediately after an act. */
  mustHandInAtOnce(i: number, act: number, what: string): void {
    const { at, mined } = this.run.handedIn[i];
    const { at: acted } = this.run.acts[act] ?? this.run.ended;
    const after = at - acted;
    this.must(
      isAbout(after, 0),
      `${what}, job ${show(Object(mined).number)}, is handed in at once`,
      `it is handed in after ${(after / 1000).toFixed(2)} s`,
      HANDS_IN,
    );
  }

  /** Demands that the miner returned immediately after an act. */
  mustReturnAfterAct(act: number): void {
    const { acts, end, ended } = this.run;
    const after = ended.at - (acts[act]?.at ?? Infinity);
    const words = {
      returned: `it returns ${after < 0 ? 'before' : `${(after / 1000).toFixed(2)} s after`} the stop`,
      asleep: 'it sleeps on, and nothing will wake it',
      awake: 'it goes on',
    };
    this.must(
      end === 'returned' && after >= 0 && after < AT_ONCE_MS,
      'the miner returns within one batch',
      words[end],
      STOPPED,
    );
  }

  private mustSleep(from: Counts, to: Counts, wakings = 1): void {
    const looks = to.looks - from.looks;
    const sleeps = to.sleeps - from.sleeps;
    const hashes = to.hashes - from.hashes;
    const [tooMuch] = [
      ...(sleeps > FEW_SLEEPS * wakings ? [`fell asleep ${sleeps} times`] : []),
      ...(looks > FEW_LOOKS * wakings
        ? [`read its memory, its tools or a clock ${looks} times`]
        : []),
      ...(hashes > FEW_HASHES ? [`made ${hashes} hashes`] : []),
    ];
    this.must(
      tooMuch === undefined,
      'the miner falls asleep, and sleeps until it is woken',
      `it ${tooMuch}`,
      hashes > FEW_HASHES ? MADE : ENDS,
    );
  }

  /** @param decisive finds the line of the story that decides */
  private must(
    holds: boolean,
    expected: string,
    got: string,
    decisive: RegExp,
    tried = this.tried,
  ): void {
    if (holds) return;
    const story = listStory(decisive === STOPPED ? this.run : untilLate(this.run), decisive);
    this.seen.must(false, { tried, expected, got: `${got}. What happened:\n${story}` });
  }
}

/** Leaves out what follows a stop hours later. Such a stop only ends a run. */
function untilLate({ story, brokenAt }: MinerRun): Pick<MinerRun, 'story' | 'brokenAt'> {
  const late = story.findIndex((line) => / h: it is told to stop$/.test(line));
  return { story: late < 0 ? story : story.slice(0, late + 1), brokenAt };
}

function isAbout(ms: number, expected: number): boolean {
  return ms > expected - CLOSE_MS && ms < expected + AT_ONCE_MS;
}

type Counts = Pick<Progress, 'looks' | 'sleeps' | 'hashes'>;

async function simulate(play: Play, tried: string, script: Script): Promise<SimulatedRun> {
  const seen = await play('simulate', { of: 'minerThread', tried }, script);
  const [events] = seen.read((recorded) => {
    const miners = readMiners(recorded);
    return miners?.length === 1 ? miners : undefined;
  });
  return new SimulatedRun(repeatMiner(events, script), seen, tried);
}

/** Simulates the script once for each moment at which the last act can happen. */
async function simulateAtEachLook(
  play: Play,
  tried: string,
  script: Script,
): Promise<SimulatedRun[]> {
  const recorded: unknown[] = [];
  const listen: Listen = () => (events) => {
    if (recorded.push(events) > MOST_LOOKS) throw new Error('too many runs');
  };
  const seen = await play('simulateAtEachLook', { of: 'minerThread', tried }, script, listen);
  const runs = seen.read(() => repeatAtEachLook(recorded, script));
  return runs.map((run) => new SimulatedRun(run, seen, tried));
}

function post(job: Job): ServerAction {
  return { does: 'post', job };
}

function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(structuredClone(a), structuredClone(b));
}

function listOf(numbers: readonly unknown[]): string {
  if (numbers.length === 0) return 'nothing';
  const shown = numbers.slice(0, MOST_LISTED).map(show).join(', ');
  const more = numbers.length > MOST_LISTED ? ', …' : '';
  return `${numbers.length === 1 ? 'job' : 'the jobs'} ${shown}${more}`;
}
