// Starts users, or as many pairs of bare threads. Prints the processor time and the memory of one.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { User } from '../../../solution/User';
import type { ThreadCode } from '../../../solution/supplied/user/bundle';
import { DEFAULT_OPTIONS } from '../../../solution/supplied/user/UserOptions';
import { cpuOf } from '../Row';

export interface StartingOrder {
  count: number;
  /** True to start two bare threads instead of each user. */
  isBare: boolean;
  /** The threads of a user. */
  code: ThreadCode;
  /** The thread with a bare server. */
  listening: string;
}

export interface StartingResult {
  cpuMs: number;
  bytes: number;
}

async function run({ count, isBare, code, listening }: StartingOrder): Promise<StartingResult> {
  // The first one is not measured, because it also loads what all share.
  const start = isBare ? () => startThreads(listening) : () => startUser(code);
  await start();
  const before = process.memoryUsage.rss();
  const cpuMs = await cpuOf(async () => {
    for (let i = 0; i < count; i++) await start();
  });
  return { cpuMs: cpuMs / count, bytes: (process.memoryUsage.rss() - before) / count };
}

async function startUser(code: ThreadCode): Promise<void> {
  const options = { ...DEFAULT_OPTIONS, name: 'user', port: 0, difficulty: 8, mineCoins: false };
  await new User(options, code).start();
}

async function startThreads(listening: string): Promise<void> {
  const threads = [new Worker(listening), new Worker(listening)];
  await Promise.all(threads.map((thread) => once(thread, 'message')));
}

run(JSON.parse(process.argv[2]) as StartingOrder)
  .then((result) => console.log(JSON.stringify(result)))
  .finally(() => process.exit());
