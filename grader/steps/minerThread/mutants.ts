import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'minerThread';
const MINES = 'The miner mines the job in JOB';
const GIVES_UP = 'Once the number changes';
const CLAIMS = 'It hands a block in only after';
const COUNTS = 'Every hash made is counted';
const SLEEPS = 'With nothing to mine it sleeps';
const LOST = 'A job that is posted while readJob runs';
const RESTS = 'For restMs after';
const URGENT = 'An urgent job is mined at once';
const STOPS = 'Once the stop flag is up';
const NEVER_MISSED = 'A stop is never slept through';

const NUMBER = '    const number = Atomics.load(signals, JOB);\n';
const IF_STOPPED = '    if (isStopped(signals)) return;\n';
const READ = '    const job = readJob();\n';
const IDLE = 'Atomics.wait(signals, JOB, number);';
const REST = 'Atomics.wait(signals, JOB, number, rest);';
const IF_RESTING = '    if (rest > 0 && !job.urgent) {';
const GO_ON = 'return Atomics.load(signals, JOB) === number;';
const CLAIM = '    if (!claimJob(signals, number)) continue;\n';
const LAST_BATCH = 'countHashes(signals, (block.nonce % BATCH) + 1);';
const IF_COIN = 'if (!job.urgent) restedAt';
const NOW = 'nextBlock(job.parent, job.data, now())';

const miner = (from: string, to: string): string => replaceOnce(STEP, from, to);

export const mutants: Mutants = {
  wrong: [
    {
      name: 'it does nothing',
      source: miner('  let restedAt', '  if (restMs >= 0) return;\n  let restedAt'),
      loses: [MINES, GIVES_UP, CLAIMS, COUNTS, SLEEPS, LOST, RESTS, URGENT, STOPS, NEVER_MISSED],
      advice: 'Begin with the loop: read the number, read the job, mine, hand in, rest.',
    },
    {
      name: 'the number is loaded after the job is read',
      source: miner(NUMBER + IF_STOPPED + READ, IF_STOPPED + READ + NUMBER),
      loses: [LOST, NEVER_MISSED],
      advice:
        'A job posted between the two is then slept through: load the number first, then read the job.',
    },
    {
      name: 'in a rest, the number is loaded anew for the wait',
      source: miner(REST, 'Atomics.wait(signals, JOB, Atomics.load(signals, JOB), rest);'),
      loses: [LOST, NEVER_MISSED],
      advice:
        'What is posted during the rest is then slept through: wait for a change of the number that you read before the job.',
    },
    {
      name: 'the flag is looked at before the number is loaded',
      source: miner(NUMBER + IF_STOPPED, IF_STOPPED + NUMBER),
      loses: [NEVER_MISSED],
      advice:
        'A stop between the two is then slept through: load the number first, then look at the flag.',
    },
    {
      name: 'it waits in a busy loop',
      source: miner(`      ${IDLE}\n`, ''),
      loses: [SLEEPS],
      advice: 'A waiting thread must cost nothing: `Atomics.wait` sleeps until the number changes.',
    },
    {
      name: 'it wakes up now and then to look for a job',
      source: miner(IDLE, 'Atomics.wait(signals, JOB, number, 100);'),
      loses: [SLEEPS],
      advice:
        'That is a poll: it costs time, and is late all the same. `Atomics.wait` without a time-out wakes at once when the number changes.',
    },
    {
      name: 'it mines whatever job it knows, also one that it has claimed',
      source: miner(' || job.number !== number', '')
        .replace(CLAIM, '    if (!claimJob(signals, job.number)) continue;\n')
        .replace('handIn({ number, block })', 'handIn({ number: job.number, block })'),
      loses: [SLEEPS],
      advice: 'After a block is handed in, wait for a new number before you mine again.',
    },
    {
      name: 'it hands in without a claim',
      source: miner(CLAIM, ''),
      loses: [CLAIMS, STOPS],
      advice:
        'Then a job that was called off is handed in all the same: claim it, and hand in only if the claim holds.',
    },
    {
      name: 'it looks at the number in place of a claim',
      source: miner(CLAIM, '    if (Atomics.load(signals, JOB) !== number) continue;\n'),
      loses: [CLAIMS],
      advice: 'The number may change after the look: a claim looks and takes at once.',
    },
    {
      name: 'it mines on when the number changes, unless it is to stop',
      source: miner(GO_ON, 'return !isStopped(signals);'),
      loses: [GIVES_UP, SLEEPS],
      advice:
        'It works on a job that nobody wants any more: give up as soon as the number is another.',
    },
    {
      name: 'the last batch is not counted',
      source: miner(LAST_BATCH, ''),
      loses: [COUNTS],
      advice: 'The hashes of the batch that found the block count, too.',
    },
    {
      name: 'it does not rest',
      source: miner(IF_RESTING, '    if (false) {'),
      loses: [RESTS, URGENT],
      advice:
        'After a coin the miner rests, so that the machine stays cool: wait until the deadline.',
    },
    {
      name: 'each new coin begins the rest anew',
      source: miner(REST, 'Atomics.wait(signals, JOB, number, restMs);'),
      loses: [RESTS, URGENT],
      advice:
        'The rest ends at a fixed time, whatever happens meanwhile: compute the deadline once.',
    },
    {
      name: 'the rest is measured by the clock on the wall',
      source: miner('performance.now();\n    if', 'Date.now();\n    if').replace(
        'performance.now() + restMs',
        'Date.now() + restMs',
      ),
      loses: [RESTS],
      advice:
        'The clock on the wall can be set, forward or back: measure the rest by `performance.now()`.',
    },
    {
      name: 'a payment waits for the end of the rest',
      source: miner('rest > 0 && !job.urgent', 'rest > 0'),
      loses: [LOST, URGENT],
      advice:
        'A payment ends the rest: a new number may bring one, so read the job before you sleep on.',
    },
    {
      name: 'a payment is followed by a rest',
      source: miner(IF_COIN, 'restedAt'),
      loses: [URGENT],
      advice: 'Only a coin is followed by a rest, a payment is not.',
    },
    {
      name: 'it rests in a sleep that nothing ends',
      source: miner(REST, 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, rest);'),
      loses: [LOST, URGENT, STOPS, NEVER_MISSED],
      advice: 'Use a wait that a change of the number ends: `Atomics.wait` with a time-out.',
    },
    {
      name: 'the time of a block comes from another clock than now',
      source: miner(NOW, 'nextBlock(job.parent, job.data, Date.now())'),
      loses: [MINES],
      advice: 'The timestamp of a block comes from `now`, so that tests can set it.',
    },
  ],
  right: {
    'one function a purpose, and hashes counted at the end': `import { nextBlock } from './createGenesisBlock';
import { mine } from './mine';
import * as shared from './signals';
import { BATCH } from './supplied/constants';
import { JOB, NO_JOB, STOP } from './supplied/user/signalCells';
import type { Signals } from './supplied/user/signalCells';
import type { Job, MinedBlock } from './supplied/types';

export interface MinerTools {
  signals: Signals;
  readJob: () => Job | undefined;
  handIn: (mined: MinedBlock) => void;
  now: () => number;
  restMs: number;
}

export const minerThread = (tools: MinerTools): void => new Miner(tools).live();

class Miner {
  private rested = -Infinity;

  constructor(private readonly tools: MinerTools) {}

  live(): void {
    const { signals, readJob } = this.tools;
    let number = Atomics.load(signals, JOB);
    while (Atomics.load(signals, STOP) === 0) {
      const job = number === NO_JOB ? undefined : readJob();
      const left = this.left(job, number);
      if (left > 0) Atomics.wait(signals, JOB, number, left);
      else if (job) this.work(job);
      number = Atomics.load(signals, JOB);
    }
  }

  private left(job: Job | undefined, number: number): number {
    if (job?.number !== number) return Infinity;
    return job.urgent ? 0 : this.rested - performance.now();
  }

  private work({ number, parent, data, urgent }: Job): void {
    const { signals, handIn, now, restMs } = this.tools;
    let hashes = 0;
    const block = mine(nextBlock(parent, data, now()), (made) => {
      hashes += made;
      return Atomics.load(signals, STOP) === 0 && Atomics.load(signals, JOB) === number;
    });
    shared.countHashes(signals, block ? hashes + (block.nonce % BATCH) + 1 : hashes);
    if (!block || !shared.claimJob(signals, number)) return;
    handIn({ block, number });
    if (!urgent) this.rested = performance.now() + restMs;
  }
}
`,
    'a job that is newer than the number is mined at once': `import { performance } from 'node:perf_hooks';
${miner('job.number !== number', 'job.number < number || number === 0').replace(GO_ON, 'return [number, job.number].includes(Atomics.load(signals, JOB));').replace(CLAIM, '    if (!claimJob(signals, job.number)) continue;\n').replace('handIn({ number, block })', 'handIn({ number: job.number, block })')}`,
  },
};
