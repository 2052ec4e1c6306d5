import { NotImplemented } from './supplied/NotImplemented';
import type { Signals } from './supplied/user/signalCells';

/**
 * Adds to the count of hashes. The other thread can take the count at the same time.
 *
 * @param hashes how many hashes were made since the last call
 * @step 7
 */
export function countHashes(signals: Signals, hashes: number): void {
  throw new NotImplemented('step7', 'countHashes', 'exercises/07-signals.md');
}

/**
 * Takes the hashes counted so far, and starts the count again at zero. Every hash is taken exactly
 * once, even if the other thread counts at the same time.
 *
 * @returns how many hashes were counted since the last call
 * @step 7
 */
export function takeHashes(signals: Signals): number {
  throw new NotImplemented('step7', 'takeHashes', 'exercises/07-signals.md');
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
  throw new NotImplemented('step7', 'claimJob', 'exercises/07-signals.md');
}
