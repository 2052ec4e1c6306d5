import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { isStopped, JOB, NO_JOB } from '../../../../solution/supplied/user/Signals';
import type { Signals } from '../../../../solution/supplied/user/Signals';

export type Role = 'server' | 'miner';

/** How a puppet behaves by itself. */
export interface Part {
  role: Role;
  /** When it says that it is ready. */
  ready: 'at once' | 'when told';
  /** What it does once it is asked to stop. */
  asked: 'ends' | 'ends when told' | 'says ready, ends when told' | 'goes on';
  /** True for a miner that sleeps until its job number changes. */
  sleeps?: boolean;
  /** A function, which no thread can be sent: the thread cannot be started. */
  cannotBeSent?: () => void;
}

/** What a puppet is told to do. */
export type Order =
  | { order: 'ready' | 'chatter' | 'throw' | 'exit' | 'end' }
  /** Sends this to the other thread. */
  | { order: 'send'; words: string };

/** What a puppet tells of itself. */
export interface Told {
  puppet: 'asked' | 'heard';
  words?: string;
}

/** What is not `'ready'`, though it looks like it. */
export const CHATTER = ['Ready', ['ready'], { ready: true }, 'ready!'];

export const DEATH = 'listen EADDRINUSE: address already in use';

interface PuppetData {
  part: Part;
  signals: Signals;
  port: MessagePort;
}

/** Plays a server or a miner thread that does what it is told. */
export function playPuppet(): void {
  const { part, signals, port } = workerData as PuppetData;
  const say = (message: unknown): void => parentPort?.postMessage(message);
  const tell = (told: Told): void => say(told);

  let isAsked = false;
  const ask = (): void => {
    if (isAsked) return;
    isAsked = true;
    clearInterval(watch);
    tell({ puppet: 'asked' });
    if (part.asked === 'says ready, ends when told') say('ready');
    if (part.asked === 'ends') end();
  };
  const end = (): void => {
    clearInterval(watch);
    port.close();
    parentPort?.close();
  };
  const obey = (message: Order): void => {
    switch (message.order) {
      case 'ready':
        return say('ready');
      case 'chatter':
        return CHATTER.forEach(say);
      case 'send':
        return port.postMessage(message.words);
      case 'throw':
        throw Object.assign(new Error(DEATH), { code: 'EADDRINUSE' });
      case 'exit':
        return process.exit(0);
      case 'end':
        return end();
    }
  };

  const watch = setInterval(() => part.role === 'miner' && isStopped(signals) && ask(), 1);
  port.on('message', (words: string) => tell({ puppet: 'heard', words }));
  parentPort?.on('message', (message: 'stop' | Order) => {
    if (message === 'stop') ask();
    else if (typeof message === 'object') obey(message);
  });
  if (part.ready === 'at once') say('ready');
  if (part.sleeps) Atomics.wait(signals, JOB, NO_JOB);
}
