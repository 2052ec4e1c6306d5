import { HASHES, JOB, NO_JOB } from './supplied/user/Signals';
import type { Signals } from './supplied/user/Signals';

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
 * Takes the hashes counted so far and starts the count again at zero. None is lost and none is
 * taken twice, however often the other thread counts meanwhile.
 *
 * @returns how many were counted since the last call
 * @step 7
 */
export function takeHashes(signals: Signals): number {
  return Atomics.exchange(signals, HASHES, 0);
}

/**
 * Claims a job, to finish it or to call it off: of all who try, exactly one succeeds, and afterwards
 * there is no job.
 *
 * @param number the job's number
 * @returns true if the job is now ours to end; false if somebody was faster or there is a newer one
 * @step 7
 */
export function claimJob(signals: Signals, number: number): boolean {
  return Atomics.compareExchange(signals, JOB, number, NO_JOB) === number;
}
