import { Worker } from 'node:worker_threads';
import type { TransferListItem } from 'node:worker_threads';

/**
 * Starts a thread. The thread has its own memory, so `data` is copied. But a `SharedArrayBuffer` is
 * shared, and a port moves to the thread.
 *
 * The returned `Worker` emits `message` for every message that the thread posts, first `'ready'`.
 * It emits `error` if an error ends the thread, and `exit` in any case.
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
    // The thread does not get the main thread's flags, because they can load a compiler.
    execArgv: [],
  });
}
