// The thread in which users live, or a thread that a user starts.
import { MessagePort, workerData } from 'node:worker_threads';
import type * as UserStep from '../../../../solution/User';
import type { LifeOrder } from '../channel/LifeOrder';
import { obeyOrders } from './obeyOrders';
import { runScriptedThread } from './scriptedThread';

/** The `workerData` of the thread in which users live. */
export interface LifeData {
  /** The port to the driver's thread. */
  line: MessagePort;
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

function live(line: MessagePort): void {
  const fail = (error: unknown): void => {
    const { name, message, stack, functionName } = Object(error) as Record<string, unknown>;
    line.postMessage({ failed: { name, message, stack, functionName } } satisfies LifeFailed);
  };
  try {
    const submission = load('./submission.cjs') as typeof UserStep;
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
else live(given.line);
