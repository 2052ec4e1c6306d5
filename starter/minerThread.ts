import { NotImplemented } from './supplied/NotImplemented';
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
  throw new NotImplemented('step8', 'minerThread', 'exercises/08-minerThread.md');
}
