import { parentPort } from 'node:worker_threads';
import { Refusal } from '../../../solution/supplied/Refusal';
import { ConnectionLost, tcpClient as plainClient } from '../../../solution/supplied/wire/tcp';
import type { TcpClientOptions } from '../../../solution/supplied/wire/tcp';
import type { Endpoint } from '../../../solution/supplied/types';
import { replySummary, requestSummary } from '../channel/messageSummary';
import type { MessageLine } from '../channel/UserLine';

/**
 * Replaces `tcp.ts` in a user of the capstone. It does the same and reports every message to the
 * grader, for the diagram of a failure. No verdict rests on these reports.
 */
export * from '../../../solution/supplied/wire/tcp';

let lastId = 0;

/** `tcpClient` that reports the request and the reply. */
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
  if (error instanceof ConnectionLost) return 'nobody there';
  return error instanceof Refusal ? error.code : String(error);
}

/** Sends an event to the main thread, which writes it to standard output like all events. */
function report(event: MessageLine): void {
  parentPort?.postMessage(event);
}
