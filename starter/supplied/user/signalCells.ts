/** The only memory that a user's two threads share: three cells with one number each. */
export type Signals = Int32Array<SharedArrayBuffer>;

/** The cell of the stop flag: 1 tells the miner to end. */
export const STOP = 0;

/** The cell of the job number: the job to work on, or `NO_JOB`. */
export const JOB = 1;

/** The cell that counts the hashes after the count was last taken. */
export const HASHES = 2;

/** The job number while there is no job. */
export const NO_JOB = 0;

/** The job number after the stop. A job never has this number. */
export const NO_JOB_EVER = -1;

/** Returns new shared memory, with zero in every cell. */
export function createSignals(): Signals {
  return new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Makes `number` the number of the current job, and wakes the miner. The job itself must be sent
 * first, because a miner that reads the number expects to find the job.
 */
export function postNumber(signals: Signals, number: number): void {
  Atomics.store(signals, JOB, number);
  Atomics.notify(signals, JOB);
}

/**
 * Tells the miner to end. The job number changes too, because the miner waits on the cell of the
 * job number. A thread can wait on only one cell.
 */
export function raiseStop(signals: Signals): void {
  Atomics.store(signals, STOP, 1);
  Atomics.store(signals, JOB, NO_JOB_EVER);
  Atomics.notify(signals, JOB);
}

/** True after `raiseStop`. */
export function isStopped(signals: Signals): boolean {
  return Atomics.load(signals, STOP) === 1;
}
