// A thread that counts hashes in shared memory, like a miner thread.
import { workerData } from 'node:worker_threads';
import { countHashes } from '../../solution/signals';
import type { Signals } from '../../solution/supplied/user/signalCells';

/** The `workerData` of a thread that counts. */
export interface CountData {
  signals: Signals;
  /** How many calls of `countHashes` to make. Each call counts one hash. */
  calls: number;
}

const { signals, calls } = workerData as CountData;

for (let made = 0; made < calls; made++) countHashes(signals, 1);
