/** The only memory that a user's two threads share: three numbers, each in a cell of its own. */
export type Signals = Int32Array<SharedArrayBuffer>;

/** The cell of the stop flag: 1 once the miner is to end. */
export const STOP = 0;

/** The cell of the job number: the job to work on, or `NO_JOB`. */
export const JOB = 1;

/** The cell that counts the hashes made and not yet taken. */
export const HASHES = 2;

/** What the job number is while nothing is to be mined. */
export const NO_JOB = 0;

/** What the job number is once the miner is to end: a number that no job has ever had. */
export const NO_JOB_EVER = -1;

/** New shared memory, all zero. */
export function createSignals(): Signals {
  return new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Makes `number` the job to work on and wakes the miner. Send the job itself first: whoever sees
 * the number may rely on the job being there.
 */
export function postNumber(signals: Signals, number: number): void {
  Atomics.store(signals, JOB, number);
  Atomics.notify(signals, JOB);
}

/**
 * Tells the miner to end. The job number changes too, because a thread can wait on one cell only,
 * and the miner waits on that one.
 */
export function raiseStop(signals: Signals): void {
  Atomics.store(signals, STOP, 1);
  Atomics.store(signals, JOB, NO_JOB_EVER);
  Atomics.notify(signals, JOB);
}

/** True once the miner is to end. */
export function isStopped(signals: Signals): boolean {
  return Atomics.load(signals, STOP) === 1;
}
