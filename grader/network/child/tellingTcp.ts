import { parentPort } from 'node:worker_threads';
import { Refusal } from '../../../solution/supplied/Refusal';
import { ConnectionLost, tcpClient as quietClient } from '../../../solution/supplied/wire/tcp';
import type { TcpClientOptions } from '../../../solution/supplied/wire/tcp';
import type { Endpoint } from '../../../solution/supplied/types';
import { sketchReply, sketchRequest } from '../channel/sketch';
import type { SaidEvent } from '../channel/UserLine';

/**
 * Stands in for `tcp.ts` in a user of the capstone: the same, but it tells the grader of every
 * message, so that a failure can be shown as who said what to whom. No verdict rests on it.
 */
export * from '../../../solution/supplied/wire/tcp';

let last = 0;

/** `tcpClient`, and word of what is asked and what is answered. */
export async function tcpClient(
  to: Endpoint,
  message: object,
  options: TcpClientOptions = {},
): Promise<unknown> {
  const id = ++last;
  const { host, port } = to;
  tell({ event: 'said', id, at: Date.now(), host, port, request: sketchRequest(message) });
  const heard = (reply: string): void => tell({ event: 'heard', id, reply });
  try {
    const reply = await quietClient(to, message, options);
    heard(sketchReply(reply));
    return reply;
  } catch (error) {
    heard(whyNot(error));
    throw error;
  }
}

function whyNot(error: unknown): string {
  if (error instanceof ConnectionLost) return 'nobody there';
  return error instanceof Refusal ? error.code : String(error);
}

/** It goes the way of all events: to the main thread, and from there to standard output. */
function tell(event: SaidEvent): void {
  parentPort?.postMessage(event);
}
