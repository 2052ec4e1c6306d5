import { Worker } from 'node:worker_threads';
import type { TransferListItem } from 'node:worker_threads';

/**
 * Starts a thread. It has its own memory: the data given here is copied to it. But a
 * `SharedArrayBuffer` is shared, and a port moves to the thread.
 *
 * The returned `Worker` emits `message` for everything that the thread posts (`'ready'` first),
 * `error` if the thread dies of an error, and `exit` in any case.
 *
 * @param file the compiled code
 * @param data the thread's `workerData`
 * @param ports the ports in `data`, which move to the thread
 * @throws Error if the thread cannot be started, for example because `data` cannot be copied
 */
export function startThread(file: string, data: object, ports: TransferListItem[]): Worker {
  return new Worker(file, {
    workerData: data,
    transferList: ports,
    // Without the main thread's flags: they may load a compiler.
    execArgv: [],
  });
}
