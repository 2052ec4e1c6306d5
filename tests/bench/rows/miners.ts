import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { ROOT } from '../../../grader/course/parts';
import { BATCH } from '../../../solution/supplied/constants';
import { bundle } from '../../../solution/supplied/user/bundle';
import { GO, STOP } from '../child/cells';
import type { MiningData } from '../child/mining';
import { inOrder } from '../Row';
import type { Row } from '../Row';
import { HARD_DRAFT } from './hardDraft';

const HASHES = 300_000;
/** How long a miner mines before it is told to stop, in milliseconds. */
const BEFORE_STOP_MS = 100;
const STOPS = 20;

let code: Promise<string> | undefined;

async function minersWith(
  count: number,
  hashes?: number,
): Promise<{ threads: Worker[]; cells: Int32Array }> {
  code ??= bundle({ mining: join(ROOT, 'tests', 'bench', 'child', 'mining.ts') }).then(
    ({ mining }) => mining,
  );
  const cells = new Int32Array(new SharedArrayBuffer(8));
  const workerData: MiningData = { draft: HARD_DRAFT, cells, hashes };
  const file = await code;
  const threads = Array.from({ length: count }, () => new Worker(file, { workerData }));
  await Promise.all(threads.map((thread) => once(thread, 'message')));
  return { threads, cells };
}

function start(cells: Int32Array): void {
  Atomics.store(cells, GO, 1);
  Atomics.notify(cells, GO);
}

/** Returns the hashes a second of some miners together. */
async function rateOf(count: number): Promise<number> {
  const { threads, cells } = await minersWith(count, HASHES);
  const ends = threads.map((thread) => once(thread, 'message'));
  const begun = performance.now();
  start(cells);
  await Promise.all(ends);
  return (1000 * count * HASHES) / (performance.now() - begun);
}

/** Returns how long a miner takes to leave its loop after the stop, in milliseconds. */
async function stopping(): Promise<number> {
  const {
    threads: [thread],
    cells,
  } = await minersWith(1);
  const end = once(thread, 'message') as Promise<Array<{ at: number }>>;
  start(cells);
  await sleep(BEFORE_STOP_MS);
  const asked = performance.timeOrigin + performance.now();
  Atomics.store(cells, STOP, 1);
  const [{ at }] = await end;
  return at - asked;
}

async function medianStop(): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < STOPS; i++) times.push(await stopping());
  return times.toSorted((one, other) => one - other)[STOPS >> 1];
}

export const MINERS: readonly Row[] = [
  {
    name: 'two',
    what: 'hashes a second of two miners',
    beside: 'of one',
    goal: { atLeast: 1.85 },
    pair: (oursFirst) =>
      inOrder(
        oursFirst,
        () => rateOf(2),
        () => rateOf(1),
      ),
  },
  {
    name: 'stop',
    what: 'stop asked until the mining loop is left',
    beside: 'one batch',
    goal: { atMost: 2 },
    pair: (oursFirst) =>
      inOrder(oursFirst, medianStop, async () => (1000 * BATCH) / (await rateOf(1))),
  },
];
