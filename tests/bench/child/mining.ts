// A thread that mines. Tells its hashes, and how long it took to leave after the stop.
import { parentPort, workerData } from 'node:worker_threads';
import { mine } from '../../../solution/mine';
import type { Draft } from '../../../solution/supplied/types';
import { GO, STOP } from './cells';

export interface MiningData {
  draft: Draft;
  cells: Int32Array;
  /** The number of hashes to make, or undefined to mine until the stop. */
  hashes?: number;
}

const { draft, cells, hashes = Infinity } = workerData as MiningData;
parentPort?.postMessage('ready');
Atomics.wait(cells, GO, 0);
let made = 0;
mine(draft, (count) => {
  made += count;
  return made < hashes && Atomics.load(cells, STOP) === 0;
});
parentPort?.postMessage({ made, at: performance.timeOrigin + performance.now() });
