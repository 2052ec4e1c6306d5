import { nextBlock } from './createGenesisBlock';
import { mine } from './mine';
import { claimJob, countHashes } from './signals';
import { BATCH } from './supplied/constants';
import { isStopped, JOB } from './supplied/user/signalCells';
import type { Signals } from './supplied/user/signalCells';
import type { Job, MinedBlock } from './supplied/types';

/** What a miner thread is given. */
export interface MinerTools {
  signals: Signals;
  /** The newest job sent, if any. It is at least as new as a job number read before the call. */
  readJob: () => Job | undefined;
  /** Hands a finished block to the server thread. */
  handIn: (mined: MinedBlock) => void;
  /** The time, in milliseconds since 1970. */
  now: () => number;
  /** How long to rest after mining a coin, in milliseconds. */
  restMs: number;
}

/**
 * A miner's life, from its first job until it is stopped. It mines the newest job, and gives it up
 * as soon as the job number changes. It hands in a block only if it could claim its job. While
 * there is nothing to do, it sleeps in shared memory. After a coin it rests `restMs`. A newer job
 * does not end the rest; a payment (an urgent job) and a stop do.
 *
 * @step 8
 */
export function minerThread({ signals, readJob, handIn, now, restMs }: MinerTools): void {
  let restedAt = 0;
  for (;;) {
    // The number is read first. A new job or a stop after this line changes it, and then the waits
    // below end at once.
    const number = Atomics.load(signals, JOB);
    if (isStopped(signals)) return;
    const job = readJob();
    if (job === undefined || job.number !== number) {
      Atomics.wait(signals, JOB, number);
      continue;
    }
    const rest = restedAt - performance.now();
    if (rest > 0 && !job.urgent) {
      Atomics.wait(signals, JOB, number, rest);
      continue;
    }
    const block = mine(nextBlock(job.parent, job.data, now()), (hashes) => {
      countHashes(signals, hashes);
      return Atomics.load(signals, JOB) === number;
    });
    if (block === null) continue;
    countHashes(signals, (block.nonce % BATCH) + 1);
    if (!claimJob(signals, number)) continue;
    handIn({ number, block });
    if (!job.urgent) restedAt = performance.now() + restMs;
  }
}
