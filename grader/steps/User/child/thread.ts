// The thread in which users live, or a thread that a user starts.
import threads, { MessagePort, workerData } from 'node:worker_threads';
import type * as UserStep from '../../../../solution/User';
import type { LifeOrder } from '../channel/LifeOrder';
import type { HowToLive, LivedLives, ShortLife } from '../channel/ShortLife';
import { FakeThread } from './FakeThread';
import { obeyOrders } from './obeyOrders';
import { playLives } from './playLives';
import { runScriptedThread } from './scriptedThread';

/** The `workerData` of the thread in which users live. */
export interface LifeData {
  /** The port to the driver's thread. */
  line: MessagePort;
  /** Short lives with fake threads. Without them, the thread obeys orders. */
  short?: { lives: readonly ShortLife[]; how: HowToLive };
}

/** The last message of this thread: its users have lived their short lives. */
export interface LifeLived {
  lived: LivedLives;
}

/** A message of this thread that ends the life: the error of the submission. */
export interface LifeFailed {
  failed: { name: unknown; message: unknown; stack: unknown; functionName: unknown };
}

// A submission can replace this function.
const { postMessage } = MessagePort.prototype;

const given = workerData as LifeData | { line?: undefined };

// esbuild would compile the submission into this file if it saw a call of `require`.
const load = require;

function live({ line, short }: LifeData): void {
  const fail = (error: unknown): void => {
    const { name, message, stack, functionName } = Object(error) as Record<string, unknown>;
    line.postMessage({ failed: { name, message, stack, functionName } } satisfies LifeFailed);
  };
  try {
    // Modules that load later, such as the submission, start fake threads.
    if (short !== undefined) Object.assign(threads, { Worker: FakeThread });
    const submission = load('./submission.cjs') as typeof UserStep;
    if (short !== undefined) {
      playLives(submission, short.lives, short.how).then(
        (lived) => postMessage.call(line, { lived } satisfies LifeLived),
        fail,
      );
      return;
    }
    const obey = obeyOrders(submission, (event) => postMessage.call(line, event), fail);
    line.on('message', (message: readonly LifeOrder[] | 'leave') => {
      if (message === 'leave') line.close();
      else obey(message);
    });
  } catch (error) {
    fail(error);
  }
}

if (given.line === undefined) runScriptedThread();
else live(given);
