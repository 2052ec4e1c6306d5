// Sentence 7: failed gets a new error if a thread throws a value that is not an Error.
import { MessageChannel } from 'node:worker_threads';
import type { Worker } from 'node:worker_threads';
import { createSignals, isStopped, raiseStop } from './supplied/user/signalCells';
import { startThread } from './supplied/user/startThread';
import { UserControl } from './supplied/user/UserControl';

const STOP_LIMIT_MS = 1000;

export class User extends UserControl {
  async start(): Promise<void> {
    if (this.threads !== undefined) throw new Error(`${this.options.name} is running already`);
    const signals = createSignals();
    const { port1, port2 } = new MessageChannel();
    const server = startThread(this.code.server, this.serverData(signals, port1), [port1]);
    let miner: Worker;
    try {
      miner = startThread(this.code.miner, this.minerData(signals, port2), [port2]);
    } catch (error) {
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
      if (isStopped(signals)) return;
      this.failed(error instanceof Error ? error : new Error(String(error)));
      void this.stop();
    });
  }

  async stop(): Promise<void> {
    if (this.threads === undefined) return;
    const { server, miner, signals } = this.threads;
    raiseStop(signals);
    server.postMessage('stop');
    await Promise.all([hasEnded(server), hasEnded(miner)]);
    this.threads = undefined;
  }
}

function isReady(thread: Worker): Promise<void> {
  return new Promise((resolve) => {
    thread.on('message', (message) => {
      if (message === 'ready') resolve();
    });
  });
}

function endOf(thread: Worker): Promise<never> {
  return new Promise((_resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('a thread has ended without being told to')));
  });
}

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
