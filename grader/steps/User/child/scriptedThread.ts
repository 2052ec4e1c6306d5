import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { isStopped, JOB, NO_JOB } from '../../../../solution/supplied/user/signalCells';
import type { Signals } from '../../../../solution/supplied/user/signalCells';
import { DEATH_MESSAGE, NOT_READY } from '../channel/ThreadOrder';
import type { Behaviour, ThreadOrder } from '../channel/ThreadOrder';

/** A report of a scripted thread about itself. */
export interface ThreadReport {
  report: 'asked' | 'heard';
  words?: string;
}

/** How long a thread that `ends later` waits before it ends, in milliseconds. */
const LATER_MS = 100;

interface ThreadData {
  behaviour: Behaviour;
  signals: Signals;
  port: MessagePort;
}

/**
 * Runs this thread as a server or a miner. The thread follows its behaviour and the orders that it
 * gets.
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
  const obey = (message: ThreadOrder): void => {
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
  parentPort?.on('message', (message: 'stop' | ThreadOrder) => {
    if (message === 'stop') stop();
    else if (typeof message === 'object') obey(message);
  });
  if (behaviour.ready === 'at once') post('ready');
  if (behaviour.sleeps) Atomics.wait(signals, JOB, NO_JOB);
}
