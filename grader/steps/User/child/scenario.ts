import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type * as plays from './plays';

/** How long a stage may take to end by itself, in milliseconds; it has nothing left to do. */
const END_MS = 1500;

type Name = keyof typeof plays;
type Scenario = (submission: unknown, data: unknown) => Promise<unknown>;

/** What a stage posts. */
type Message = { seen: { isOver?: boolean } } | { met: object };

export const started = onStage('started');
export const ready = onStage('ready');
export const startedTwice = onStage('startedTwice');
export const deathsBeforeReady = onStage('deathsBeforeReady');
export const cannotStart = onStage('cannotStart');
export const deathsLater = onStage('deathsLater');
export const askedToStop = onStage('askedToStop');
export const waitedFor = onStage('waitedFor');
export const forced = onStage('forced');
export const stoppedEarly = onStage('stoppedEarly');
export const stoppedTwice = onStage('stoppedTwice');
export const startedAgain = onStage('startedAgain');

/**
 * A scenario that is played in a thread of its own, so that whatever the submission leaves behind is
 * seen, and is gone before the next one.
 */
function onStage(play: Name): Scenario {
  return async (_submission, data) => {
    const { port1, port2 } = new MessageChannel();
    const stage = new Worker(join(__dirname, 'thread.cjs'), {
      workerData: { play, data, told: port2 },
      transferList: [port2],
    });
    let message: Message | undefined;
    let hasFailed = false;
    const told = new Promise<void>((resolve) => {
      port1.once('message', (what: Message) => {
        message = what;
        resolve();
      });
    });
    /** Its last word may still be on its way when it has ended. */
    const lastWord = (): Message | undefined =>
      receiveMessageOnPort(port1)?.message as Message | undefined;
    const ended = new Promise<void>((resolve, reject) => {
      stage.once('error', (error) => {
        hasFailed = true;
        message ??= lastWord();
        if (message === undefined) reject(error);
      });
      stage.once('exit', (code) => {
        message ??= lastWord();
        // Without a word: the submission has ended it.
        if (message === undefined && !hasFailed) process.exit(code);
        resolve();
      });
    });
    try {
      await Promise.race([told, ended]);
      if (message === undefined) throw new Error('the stage has said nothing');
      if ('met' in message) throw Object.assign(new Error(), message.met);
      // Where all is over, nothing should keep the stage from ending.
      if (message.seen.isOver !== true) return message.seen;
      const late = new Promise<true>((resolve) => setTimeout(resolve, END_MS, true).unref());
      const somethingIsLeft = (await Promise.race([ended, late])) === true;
      return { ...message.seen, somethingIsLeft };
    } finally {
      port1.close();
      await stage.terminate();
    }
  };
}
