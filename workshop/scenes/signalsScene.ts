import { Worker } from 'node:worker_threads';
import { takeHashes } from '../../solution/signals';
import { createSignals } from '../../solution/supplied/user/signalCells';
import { drawBars } from '../labs/drawBars';
import type { CountData } from './countEntry';
import type { SceneScript } from './SceneScript';

/**
 * How many hashes each of the two threads counts: enough that a machine with a single free core
 * changes many times from one thread to the other.
 */
const CALLS = 5_000_000;

/** Step 7: two threads count in the same memory. */
export const signalsScene: SceneScript = {
  title: 'Two threads, one counter',
  plan:
    `alice gets a second miner thread. Each thread counts ${grouped(CALLS)} hashes in the same ` +
    'cell of the shared memory, at the same time.',
  async play(stage) {
    const started = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const data: CountData = { signals: createSignals(), calls: CALLS, started };
    const ends = [1, 2].map(() => endOf(new Worker(stage.sceneCode.counter, { workerData: data })));
    await Promise.all(ends);
    const counted = takeHashes(data.signals);
    const made = 2 * CALLS;
    stage.say('Both threads have ended.');
    stage.print(
      ...drawBars(
        [
          { name: 'hashes made', value: made, text: grouped(made) },
          { name: 'hashes counted', value: counted, text: grouped(counted) },
        ],
        stage.columns,
      ),
    );
    return counted === made
      ? { isGood: true, text: 'Each addition was one indivisible operation. No hash is missing.' }
      : {
          isGood: false,
          text:
            `${grouped(made - counted)} hashes are missing. Both threads read the same number, ` +
            'added one, and one of the two results overwrote the other.',
        };
  },
};

function grouped(count: number): string {
  return count.toLocaleString('en');
}

function endOf(thread: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject).once('exit', () => resolve());
  });
}
