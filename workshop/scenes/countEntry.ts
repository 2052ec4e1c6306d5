// A thread that counts hashes in shared memory, like a miner thread.
import { workerData } from 'node:worker_threads';
import { countHashes } from '../../solution/signals';
import type { Signals } from '../../solution/supplied/user/signalCells';

/** The `workerData` of a thread that counts. */
export interface CountData {
  signals: Signals;
  /** How many calls of `countHashes` to make. Each call counts one hash. */
  calls: number;
  /** One cell in shared memory: how many threads have started. */
  started: Int32Array;
}

const { signals, calls, started } = workerData as CountData;

// The first thread waits for the second one, so that both count at the same time.
if (Atomics.add(started, 0, 1) === 0) Atomics.wait(started, 0, 1);
else Atomics.notify(started, 0);

for (let made = 0; made < calls; made++) countHashes(signals, 1);
