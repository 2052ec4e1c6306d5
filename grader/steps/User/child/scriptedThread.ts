import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { isStopped, JOB, NO_JOB } from '../../../../solution/supplied/user/signalCells';
import type { Signals } from '../../../../solution/supplied/user/signalCells';

export type Role = 'server' | 'miner';

/** The behaviour of a scripted thread that gets no order. */
export interface Behaviour {
  role: Role;
  /** When the thread posts `'ready'`. */
  ready: 'at once' | 'when told';
  /** What the thread does when it is asked to stop. */
  asked: 'ends' | 'ends later' | 'ends when told' | 'says ready, ends when told' | 'goes on';
  /** True for a miner that sleeps until its job number changes. */
  sleeps?: boolean;
  /**
   * A function in the data of the thread. The thread cannot start, because a function cannot be
   * sent.
   */
  cannotBeSent?: () => void;
}

/** An order of a scenario to a scripted thread. */
export type Order =
  | { order: 'ready' | 'not ready' | 'throw' | 'exit' | 'end' }
  /** Sends these words to the other thread. */
  | { order: 'send'; words: string };

/** A report of a scripted thread to the scenario. */
export interface ThreadReport {
  report: 'asked' | 'heard';
  words?: string;
}

/** Messages that look like `'ready'` but are different. */
export const NOT_READY = ['Ready', ['ready'], { ready: true }, 'ready!'];

/** The message of the error that ends a scripted thread. */
export const DEATH_MESSAGE = 'listen EADDRINUSE: address already in use';

/** How long a thread that `ends later` waits before it ends, in milliseconds. */
const LATER_MS = 100;

interface ThreadData {
  behaviour: Behaviour;
  signals: Signals;
  port: MessagePort;
}

/**
 * Runs this thread as a server or a miner. The thread follows its behaviour and the orders of the
 * scenario.
 */
export function runScriptedThread(): void {
  const { behaviour, signals, port } = workerData as ThreadData;
  const post = (message: unknown): void => parentPort?.postMessage(message);
  const report = (what: ThreadReport): void => post(what);

  let isAsked = false;
  const stop = (): void => {
    if (isAsked) return;
    isAsked = true;
    clearInterval(watch);
    report({ report: 'asked' });
    if (behaviour.asked === 'says ready, ends when told') post('ready');
    if (behaviour.asked === 'ends') end();
    if (behaviour.asked === 'ends later') setTimeout(end, LATER_MS);
  };
  const end = (): void => {
    clearInterval(watch);
    port.close();
    parentPort?.close();
  };
  const obey = (message: Order): void => {
    switch (message.order) {
      case 'ready':
        return post('ready');
      case 'not ready':
        return NOT_READY.forEach(post);
      case 'send':
        return port.postMessage(message.words);
      case 'throw':
        throw Object.assign(new Error(DEATH_MESSAGE), { code: 'EADDRINUSE' });
      case 'exit':
        return process.exit(0);
      case 'end':
        return end();
    }
  };

  const watch = setInterval(() => behaviour.role === 'miner' && isStopped(signals) && stop(), 1);
  port.on('message', (words: string) => report({ report: 'heard', words }));
  parentPort?.on('message', (message: 'stop' | Order) => {
    if (message === 'stop') stop();
    else if (typeof message === 'object') obey(message);
  });
  if (behaviour.ready === 'at once') post('ready');
  if (behaviour.sleeps) Atomics.wait(signals, JOB, NO_JOB);
}
