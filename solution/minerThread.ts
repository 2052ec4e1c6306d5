import { nextBlock } from './createGenesisBlock';
import { mine } from './mine';
import { claimJob, countHashes } from './signals';
import { BATCH } from './supplied/constants';
import { isStopped, JOB } from './supplied/user/signalCells';
import type { Signals } from './supplied/user/signalCells';
import type { Job, MinedBlock } from './supplied/types';

/** The parts that a miner thread uses. */
export interface MinerTools {
  signals: Signals;
  /**
   * Returns the newest job, or undefined if there was no job yet. The job is at least as new as
   * every job number that was read before the call.
   */
  readJob: () => Job | undefined;
  /** Hands a finished block to the server thread. */
  handIn: (mined: MinedBlock) => void;
  /** The time, in milliseconds since 1970. */
  now: () => number;
  /** How long to rest after mining a coin, in milliseconds. */
  restMs: number;
}

/**
 * Runs a miner from its first job until it is stopped. The miner mines the newest job, and stops
 * work on this job as soon as the job number changes. It hands in a block only if it has claimed
 * the job. While there is no work, the miner sleeps: it waits on the shared memory. After a coin,
 * it rests `restMs`. A payment (an urgent job) or a stop ends the rest. A newer job for a coin does
 * not end the rest.
 *
 * @step 8
 */
export function minerThread({ signals, readJob, handIn, now, restMs }: MinerTools): void {
  let restedAt = 0;
  for (;;) {
    // The number is read first. A new job or a stop after this line changes the number, so the
    // waits below end immediately.
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
