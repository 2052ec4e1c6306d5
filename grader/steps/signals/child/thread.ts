// One of two threads that count at the same time.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import type * as SignalsStep from '../../../../solution/signals';
import type { Signals } from '../../../../solution/supplied/user/signalCells';

const { signals, begun, each } = workerData as { signals: Signals; begun: Signals; each: number };
const load = createRequire(__filename);
const { countHashes } = load(join(__dirname, 'submission.cjs')) as typeof SignalsStep;

Atomics.add(begun, 0, 1);
while (Atomics.load(begun, 0) < 2); // waits until both threads can count
for (let i = 0; i < each; i++) countHashes(signals, 1);
