import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type * as threadScenarios from './threadScenarios';

/** The maximum time in which a thread without work ends, in milliseconds. */
const END_MS = 1500;

type Name = keyof typeof threadScenarios;
type Scenario = (submission: unknown, data: unknown) => Promise<unknown>;

/**
 * The message of the thread: the values that the scenario saw, or the error that stopped the
 * scenario.
 */
type Message = { seen: { isOver?: boolean } } | { error: object };

export const started = inThread('started');
export const ready = inThread('ready');
export const startedTwice = inThread('startedTwice');
export const deathsBeforeReady = inThread('deathsBeforeReady');
export const cannotStart = inThread('cannotStart');
export const deathsLater = inThread('deathsLater');
export const askedToStop = inThread('askedToStop');
export const waitedFor = inThread('waitedFor');
export const forced = inThread('forced');
export const stoppedEarly = inThread('stoppedEarly');
export const stoppedTwice = inThread('stoppedTwice');
export const startedAgain = inThread('startedAgain');

/**
 * Returns a scenario that runs in a new thread. If the submission leaves something running there,
 * the scenario reports this. The thread ends before the next scenario starts.
 */
function inThread(scenario: Name): Scenario {
  return async (_submission, data) => {
    const { port1, port2 } = new MessageChannel();
    const thread = new Worker(join(__dirname, 'thread.cjs'), {
      workerData: { scenario, data, results: port2 },
      transferList: [port2],
    });
    let message: Message | undefined;
    let hasFailed = false;
    const posted = new Promise<void>((resolve) => {
      port1.once('message', (first: Message) => {
        message = first;
        resolve();
      });
    });
    /** Returns the message that the thread posted just before it ended. */
    const lateMessage = (): Message | undefined =>
      receiveMessageOnPort(port1)?.message as Message | undefined;
    const ended = new Promise<void>((resolve, reject) => {
      thread.once('error', (error) => {
        hasFailed = true;
        message ??= lateMessage();
        if (message === undefined) reject(error);
      });
      thread.once('exit', (code) => {
        message ??= lateMessage();
        // If there was no message and no error, the submission has ended the process.
        if (message === undefined && !hasFailed) process.exit(code);
        resolve();
      });
    });
    try {
      await Promise.race([posted, ended]);
      if (message === undefined) throw new Error('the thread of the scenario has posted nothing');
      if ('error' in message) throw Object.assign(new Error(), message.error);
      // After the scenario, the thread should end by itself.
      if (message.seen.isOver !== true) return message.seen;
      const timeOut = new Promise<true>((resolve) => setTimeout(resolve, END_MS, true).unref());
      const somethingIsLeft = (await Promise.race([ended, timeOut])) === true;
      return { ...message.seen, somethingIsLeft };
    } finally {
      port1.close();
      await thread.terminate();
    }
  };
}
