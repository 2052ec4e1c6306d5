import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'minerThread';
const MINES = 'The miner mines the job in JOB';
const GIVES_UP = 'When the number';
const CLAIMS = 'The miner hands';
const COUNTS = 'Every hash made is counted';
const SLEEPS = 'With nothing to';
const LOST = 'A job that is posted while readJob runs';
const RESTS = 'After a coin, the';
const URGENT = 'The miner mines an';
const STOPS = 'Once the stop flag is up';
const NEVER_MISSED = 'The miner never';

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
      advice:
        'No block is ever mined. Begin with the loop: read the number, read the job, mine, hand in, rest.',
    },
    {
      name: 'the number is loaded after the job is read',
      source: miner(NUMBER + IF_STOPPED + READ, IF_STOPPED + READ + NUMBER),
      loses: [LOST, NEVER_MISSED],
      advice:
        'The miner then sleeps through a job that is posted between the two. Load the number first, then read the job.',
    },
    {
      name: 'the job is read before the number is loaded',
      source: miner(NUMBER + IF_STOPPED + READ, READ + NUMBER + IF_STOPPED),
      loses: [LOST],
      advice:
        'The miner then sleeps through a job that is posted between the two. Load the number first, then read the job.',
    },
    {
      name: 'in a rest, the number is loaded again for the wait',
      source: miner(REST, 'Atomics.wait(signals, JOB, Atomics.load(signals, JOB), rest);'),
      loses: [LOST, NEVER_MISSED],
      advice:
        'The miner then sleeps through a job that is posted during the rest. Wait for a change of the number that you loaded before `readJob`.',
    },
    {
      name: 'the stop flag is read before the number is loaded',
      source: miner(NUMBER + IF_STOPPED, IF_STOPPED + NUMBER),
      loses: [NEVER_MISSED],
      advice:
        'The miner then sleeps through a stop between the two. Load the number first, then read the flag.',
    },
    {
      name: 'it waits in a busy loop',
      source: miner(`      ${IDLE}\n`, ''),
      loses: [SLEEPS],
      advice:
        'A waiting thread then uses a whole core. `Atomics.wait` sleeps until the number changes.',
    },
    {
      name: 'it wakes up now and then to look for a job',
      source: miner(IDLE, 'Atomics.wait(signals, JOB, number, 100);'),
      loses: [SLEEPS],
      advice:
        'This is a poll: it costs time, and the job still waits. `Atomics.wait` without a time-out wakes at once when the number changes.',
    },
    {
      name: 'it mines any job that it knows, even a claimed one',
      source: miner(' || job.number !== number', '')
        .replace(CLAIM, '    if (!claimJob(signals, job.number)) continue;\n')
        .replace('handIn({ number, block })', 'handIn({ number: job.number, block })'),
      loses: [SLEEPS],
      advice: 'It then mines a block twice. After it hands in a block, wait for a new number.',
    },
    {
      name: 'it hands in without a claim',
      source: miner(CLAIM, ''),
      loses: [CLAIMS, STOPS],
      advice:
        'A cancelled job is then handed in. Call `claimJob`, and hand in only if it returns true.',
    },
    {
      name: 'it compares the number and does not claim the job',
      source: miner(CLAIM, '    if (Atomics.load(signals, JOB) !== number) continue;\n'),
      loses: [CLAIMS],
      advice: 'The number can change after the comparison. `claimJob` compares and takes at once.',
    },
    {
      name: 'it gives a job up only for a stop, not for a new number',
      source: miner(GO_ON, 'return !isStopped(signals);'),
      loses: [GIVES_UP, SLEEPS],
      advice:
        'It then mines a job that is out of date. Give the job up as soon as the number is different.',
    },
    {
      name: 'the last batch is not counted',
      source: miner(LAST_BATCH, ''),
      loses: [COUNTS],
      advice:
        'The hashes of the last batch are then missing. Count the hashes of the batch that found the block too.',
    },
    {
      name: 'it does not rest',
      source: miner(IF_RESTING, '    if (false) {'),
      loses: [RESTS, URGENT],
      advice: 'The machine gets hot. After a coin, wait until the deadline of the rest.',
    },
    {
      name: 'each new coin job starts the rest again',
      source: miner(REST, 'Atomics.wait(signals, JOB, number, restMs);'),
      loses: [RESTS, URGENT],
      advice: 'The rest then can last forever. Compute its deadline once, after the coin.',
    },
    {
      name: 'the rest is measured by the date and time',
      source: miner('performance.now();\n    if', 'Date.now();\n    if').replace(
        'performance.now() + restMs',
        'Date.now() + restMs',
      ),
      loses: [RESTS],
      advice:
        'The date and time can be set forward or back. Measure the rest with `performance.now()`.',
    },
    {
      name: 'a payment waits for the end of the rest',
      source: miner('rest > 0 && !job.urgent', 'rest > 0'),
      loses: [LOST, URGENT],
      advice:
        'The payment must be mined at once. After each wake-up, read the job before you sleep again.',
    },
    {
      name: 'a payment is followed by a rest',
      source: miner(IF_COIN, 'restedAt'),
      loses: [URGENT],
      advice: 'Only a coin starts a rest. After an urgent job, start no rest.',
    },
    {
      name: 'nothing can end its sleep in a rest',
      source: miner(REST, 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, rest);'),
      loses: [LOST, URGENT, STOPS, NEVER_MISSED],
      advice:
        'Then a payment or a stop must wait. Use `Atomics.wait` with a time-out: a new number ends it.',
    },
    {
      name: 'the time of a block comes from a clock other than now',
      source: miner(NOW, 'nextBlock(job.parent, job.data, Date.now())'),
      loses: [MINES],
      advice: 'Tests must be able to set the time. Use `now()` for the timestamp.',
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
