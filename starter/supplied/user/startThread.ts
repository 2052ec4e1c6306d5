import { Worker } from 'node:worker_threads';
import type { TransferListItem } from 'node:worker_threads';

/**
 * Starts a thread. It has memory of its own: what it is given here is copied to it, but for
 * `SharedArrayBuffer`s, which are shared, and ports, which move over to it.
 *
 * The thread emits `message` for whatever it posts (`'ready'` first), `error` if it dies of an
 * error, and in any case `exit`.
 *
 * @param file compiled code
 * @param data what the thread finds as its `workerData`
 * @param ports those of `data` that are to move
 */
export function startThread(file: string, data: object, ports: TransferListItem[]): Worker {
  return new Worker(file, {
    workerData: data,
    transferList: ports,
    // None of the main thread's flags: they may load a compiler.
    execArgv: [],
  });
}
