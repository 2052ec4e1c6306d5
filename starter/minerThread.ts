import { NotImplemented } from './supplied/NotImplemented';
import type { Signals } from './supplied/user/Signals';
import type { Job, MinedBlock } from './supplied/types';

/** What a miner thread is given. */
export interface MinerTools {
  signals: Signals;
  /** The newest job that was sent, if any: never older than the job number seen before the call. */
  readJob: () => Job | undefined;
  /** Hands a finished block to the server thread. */
  handIn: (mined: MinedBlock) => void;
  /** The time, in milliseconds since 1970. */
  now: () => number;
  /** How long to rest after mining a coin, in milliseconds. */
  restMs: number;
}

/**
 * A miner's life, from its first job until it is stopped. It mines the newest job, gives up on it
 * as soon as the number changes, hands in only a block whose job it could claim, and sleeps in
 * shared memory while there is nothing to do. After a coin it rests `restMs`: a newer job does not
 * end the rest, but a payment (an urgent job) and a stop do.
 *
 * @step 8
 */
export function minerThread({ signals, readJob, handIn, now, restMs }: MinerTools): void {
  throw new NotImplemented('step8', 'minerThread', 'exercises/08-minerThread.md');
}
