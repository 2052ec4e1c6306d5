import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { CheckLine } from '../../../harness/channel/CheckLine';
import { MOST_EVENTS } from '../channel/LifeEvent';
import type { LifeEvent } from '../channel/LifeEvent';
import type { StoryMessage } from '../channel/LifeOrder';
import type { HowToLive, LivedLives, ShortLife } from '../channel/ShortLife';
import type { LifeData, LifeFailed, LifeLived } from './thread';

/**
 * Lets users of the submission live in a new thread. The thread obeys the orders of the check, and
 * reports its events to the check. It ends before the next life starts.
 */
export async function live(_submission: unknown, _data: unknown, check: CheckLine): Promise<void> {
  const { port1: line, port2 } = new MessageChannel();
  const workerData: LifeData = { line: port2 };
  const thread = new Worker(join(__dirname, 'thread.cjs'), { workerData, transferList: [port2] });
  let reported = 0;
  let isLeaving = false;
  let isOver = false;
  try {
    await new Promise<void>((resolve, reject) => {
      const hear = (message: LifeEvent | LifeFailed): void => {
        if ('failed' in message) reject(Object.assign(new Error(), message.failed));
        else if (reported++ < MOST_EVENTS) check.tell(message);
      };
      /** Reads the messages that the thread posted just before it ended. */
      const hearLast = (): void => {
        for (let last = receiveMessageOnPort(line); last; last = receiveMessageOnPort(line)) {
          hear(last.message as LifeEvent | LifeFailed);
        }
      };
      line.on('message', hear);
      thread.once('error', (error) => {
        isOver = true;
        hearLast();
        reject(error);
      });
      thread.once('exit', (code) => {
        hearLast();
        if (isLeaving) hear({ event: 'left' });
        // Otherwise the submission has ended the process.
        else if (!isOver) process.exit(code);
      });
      check.onTold = (message) => {
        const told = message as StoryMessage;
        if (told === 'end') return resolve();
        if (told === 'leave') isLeaving = true;
        line.postMessage(told);
      };
    });
  } finally {
    isOver = true;
    line.close();
    await thread.terminate();
  }
}

/** Lets users of the submission live short lives with fake threads, in a new thread. */
export async function liveShortly(
  _submission: unknown,
  short: { lives: readonly ShortLife[]; how: HowToLive },
): Promise<LivedLives> {
  const { port1: line, port2 } = new MessageChannel();
  const workerData: LifeData = { line: port2, short };
  const thread = new Worker(join(__dirname, 'thread.cjs'), { workerData, transferList: [port2] });
  try {
    return await new Promise((resolve, reject) => {
      const hear = (message: LifeLived | LifeFailed): void => {
        if ('failed' in message) reject(Object.assign(new Error(), message.failed));
        else resolve(message.lived);
      };
      line.on('message', hear);
      thread.once('error', reject);
      thread.once('exit', () => {
        const last = receiveMessageOnPort(line);
        if (last === undefined) reject(new Error('the users have ended their thread'));
        else hear(last.message as LifeLived | LifeFailed);
      });
    });
  } finally {
    line.close();
    await thread.terminate();
  }
}
