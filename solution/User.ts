import { MessageChannel } from 'node:worker_threads';
import type { Worker } from 'node:worker_threads';
import { createSignals, isStopped, raiseStop } from './supplied/user/signalCells';
import { startThread } from './supplied/user/startThread';
import { UserControl } from './supplied/user/UserControl';

/** How long `stop` waits for a thread to end, in milliseconds. */
const STOP_LIMIT_MS = 1000;

/** A user of the network. It has two threads: one thread serves, and the other thread mines. */
export class User extends UserControl {
  /**
   * Starts the server thread, then the miner thread, and waits until both have posted `'ready'`.
   * The server thread gets `this.serverData(signals, port)`. The miner thread gets
   * `this.minerData(signals, port)`. Each thread gets its own port of one `MessageChannel`.
   * `this.threads` contains the started threads.
   *
   * If a thread cannot start, the other thread is stopped too. After the start, a thread can also
   * end with an error, or end before `stop` is called. Then the other thread is stopped too, and
   * `this.failed(error)` is called.
   *
   * @throws Error if the user is running already, or if it is stopped before it is ready; the error
   *   of the thread, if a thread cannot start or ends before the user is ready
   * @step 6
   */
  async start(): Promise<void> {
    if (this.threads !== undefined) throw new Error(`${this.options.name} is running already`);
    const signals = createSignals();
    const { port1, port2 } = new MessageChannel();
    const server = startThread(this.code.server, this.serverData(signals, port1), [port1]);
    let miner: Worker;
    try {
      miner = startThread(this.code.miner, this.minerData(signals, port2), [port2]);
    } catch (error) {
      // The server has just been started, so it has no work to finish.
      await server.terminate();
      throw error;
    }
    this.threads = { server, miner, signals };
    const death = Promise.race([endOf(server), endOf(miner)]);
    try {
      await Promise.race([Promise.all([isReady(server), isReady(miner)]), death]);
      if (isStopped(signals)) throw new Error(`${this.options.name} was stopped meanwhile`);
    } catch (error) {
      await this.stop();
      throw error;
    }
    death.catch((error) => {
      // After `stop` was called, the end of a thread is not a failure.
      if (isStopped(signals)) return;
      // The stop begins first, because a listener of `failed` can throw.
      void this.stop();
      this.failed(error);
    });
  }

  /**
   * Ends both threads. Raises the stop flag for the miner, posts `'stop'` to the server, and waits
   * until both threads have exited. Terminates a thread that has not exited after one second. Does
   * nothing if the user is not running.
   *
   * @step 6
   */
  async stop(): Promise<void> {
    if (this.threads === undefined) return;
    const { server, miner, signals } = this.threads;
    raiseStop(signals);
    server.postMessage('stop');
    await Promise.all([hasEnded(server), hasEnded(miner)]);
    this.threads = undefined;
  }
}

/** Resolves when a thread is ready. */
function isReady(thread: Worker): Promise<void> {
  return new Promise((resolve) => {
    thread.on('message', (message) => {
      if (message === 'ready') resolve();
    });
  });
}

/**
 * Rejects when a thread has ended. The reason is the thread's error, or a new error that reports
 * the end.
 */
function endOf(thread: Worker): Promise<never> {
  return new Promise((_resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('a thread has ended without being told to')));
  });
}

/** Resolves when a thread has exited. Terminates the thread after one second. */
function hasEnded(thread: Worker): Promise<void> {
  return new Promise((resolve) => {
    if (thread.threadId === -1) return resolve();
    const timer = setTimeout(() => void thread.terminate(), STOP_LIMIT_MS);
    thread.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
