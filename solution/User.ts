import { MessageChannel } from 'node:worker_threads';
import type { Worker } from 'node:worker_threads';
import { createSignals, isStopped, raiseStop } from './supplied/user/signalCells';
import { startThread } from './supplied/user/startThread';
import { UserControl } from './supplied/user/UserControl';

/** How long a thread may take to end after it was asked to, in milliseconds. */
const STOP_LIMIT_MS = 1000;

/** A user of the network: one thread serves, one mines. */
export class User extends UserControl {
  /**
   * Starts the user's two threads, the server first, and waits until both have posted `'ready'`.
   * The server gets `this.serverData(signals, port)`, the miner `this.minerData(signals, port)`,
   * each with its end of a channel between them; `this.threads` holds what was started.
   *
   * If one cannot start, neither is left running. If one dies of an error later, or ends without
   * being told to, the other is stopped too and `this.failed(error)` is called.
   *
   * @throws Error if the user is running already or is stopped before it is ready, or the error
   *   that kept a thread from starting or that it died of
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
      // The server has only just been started: it has nothing to finish.
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
      // After `stop` was called, an end is no failure.
      if (isStopped(signals)) return;
      this.failed(error);
      void this.stop();
    });
  }

  /**
   * Ends both threads: raises the stop flag for the miner, posts `'stop'` to the server, and waits
   * until both have exited. A thread that has not exited after a second is terminated. Does nothing
   * if the user is not running.
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

/** Rejects when a thread has ended: with the error that it died of, or with one that says so. */
function endOf(thread: Worker): Promise<never> {
  return new Promise((_resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('a thread has ended without being told to')));
  });
}

/** Resolves when a thread has exited. Terminates it after a second. */
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
