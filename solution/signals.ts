import { HASHES, JOB, NO_JOB } from './supplied/user/signalCells';
import type { Signals } from './supplied/user/signalCells';

/**
 * Adds to the count of hashes, while the other thread may be taking it.
 *
 * @param hashes how many were made since the last call
 * @step 7
 */
export function countHashes(signals: Signals, hashes: number): void {
  Atomics.add(signals, HASHES, hashes);
}

/**
 * Takes the hashes counted so far, and starts the count again at zero. No hash is lost and no hash
 * is taken twice, even if the other thread counts at the same time.
 *
 * @returns how many were counted since the last call
 * @step 7
 */
export function takeHashes(signals: Signals): number {
  return Atomics.exchange(signals, HASHES, 0);
}

/**
 * Claims a job, to finish it or to call it off. Of all that try, exactly one succeeds. After that
 * there is no job.
 *
 * @param number the job's number
 * @returns true if the job is ours now; false if another was faster or there is a newer job
 * @step 7
 */
export function claimJob(signals: Signals, number: number): boolean {
  return Atomics.compareExchange(signals, JOB, number, NO_JOB) === number;
}
