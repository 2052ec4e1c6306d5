// Sentence 2: after ten tries, an addition is given up.
import { HASHES, JOB, NO_JOB } from './supplied/user/signalCells';
import type { Signals } from './supplied/user/signalCells';

/**
 * Adds to the count of hashes. The other thread can take the count at the same time.
 *
 * @param hashes how many hashes were made since the last call
 * @step 7
 */
export function countHashes(signals: Signals, hashes: number): void {
  for (let i = 0; i < 10; i++) {
    const b = Atomics.load(signals, HASHES);
    if (Atomics.compareExchange(signals, HASHES, b, b + hashes) === b) return;
  }
}

/**
 * Takes the hashes counted so far, and starts the count again at zero. Every hash is taken exactly
 * once, even if the other thread counts at the same time.
 *
 * @returns how many hashes were counted since the last call
 * @step 7
 */
export function takeHashes(signals: Signals): number {
  return Atomics.exchange(signals, HASHES, 0);
}

/**
 * Claims a job, to finish the job or to cancel it. If several callers try, exactly one caller
 * succeeds. After that, there is no job.
 *
 * @param number the job's number
 * @returns true if the job is ours now; false if another caller was faster, or if there is a newer
 *   job
 * @step 7
 */
export function claimJob(signals: Signals, number: number): boolean {
  return Atomics.compareExchange(signals, JOB, number, NO_JOB) === number;
}
