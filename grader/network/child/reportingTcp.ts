import { parentPort } from 'node:worker_threads';
import { Refusal } from '../../../solution/supplied/Refusal';
import { ConnectionLost } from '../../../solution/supplied/wire/ConnectionLost';
import { tcpClient as plainClient } from '../../../solution/supplied/wire/tcp';
import type { TcpClientOptions } from '../../../solution/supplied/wire/tcp';
import type { Endpoint } from '../../../solution/supplied/types';
import { replySummary, requestSummary } from '../channel/messageSummary';
import type { MessageLine } from '../channel/UserLine';

/**
 * Replaces `tcp.ts` in a user of the capstone. This module does the same, and also reports every
 * message to the grader. The diagram of a failure shows these messages. The verdict does not depend
 * on them.
 */
export * from '../../../solution/supplied/wire/tcp';

let lastId = 0;

/** Does what `tcpClient` does, and reports the request and the reply. */
export async function tcpClient(
  to: Endpoint,
  message: object,
  options: TcpClientOptions = {},
): Promise<unknown> {
  const id = ++lastId;
  const { port } = to;
  report({ event: 'request', id, at: Date.now(), port, request: requestSummary(message) });
  try {
    const reply = await plainClient(to, message, options);
    report({ event: 'reply', id, reply: replySummary(reply) });
    return reply;
  } catch (error) {
    report({ event: 'reply', id, reply: failureSummary(error) });
    throw error;
  }
}

function failureSummary(error: unknown): string {
  if (error instanceof ConnectionLost) return 'no connection';
  return error instanceof Refusal ? error.code : String(error);
}

/** Sends an event to the main thread. The main thread writes all events to standard output. */
function report(event: MessageLine): void {
  parentPort?.postMessage(event);
}
