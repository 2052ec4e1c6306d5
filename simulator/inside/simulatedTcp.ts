import { MAX_MESSAGE_BYTES } from '../../solution/supplied/constants';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Endpoint } from '../../solution/supplied/types';
import { ConnectionLost } from '../../solution/supplied/wire/ConnectionLost';
import type * as Tcp from '../../solution/supplied/wire/tcp';

/** A message that arrives. */
export interface Arrival {
  /** The parsed message. It is frozen, because all receivers share it. */
  message: unknown;
  /** The length of its JSON text. */
  bytes: number;
  senderHost: string;
  /** The server's end of the connection. */
  end: Endpoint;
}

/** Answers a request. Resolves to undefined if the connection breaks instead. */
export type Serve = (request: Arrival) => Promise<object | undefined>;

/** The answer to a request, or why there is none. */
export type Outcome = Arrival | 'lost' | 'too-slow';

/** Carries the messages of the current event's user. The simulated network does it. */
export interface Carrier {
  listen(serve: Serve): void;
  /** @param signal ends the exchange as lost when it is aborted */
  ask(to: Endpoint, message: object, timeoutMs: number, signal?: AbortSignal): Promise<Outcome>;
}

let carrier: Carrier | undefined;

/** Sets the carrier of all messages. Must be called before a user starts. */
export function useCarrier(given: Carrier): void {
  carrier = given;
}

export const MESSAGE_TIMEOUT_MS = 5000;

/** Replaces `tcpServer`: listens on the simulated network. A simulated user never closes it. */
export async function tcpServer(options: Tcp.TcpServerOptions): Promise<Tcp.TcpServer> {
  const { host, port, handle, onError } = options;
  carrier?.listen(async ({ message, bytes, senderHost, end }) => {
    try {
      if (bytes > MAX_MESSAGE_BYTES) throw new Refusal('too-large');
      return await handle(message, senderHost, end);
    } catch (error) {
      if (error instanceof Refusal) {
        return { type: 'rejected', code: error.code, reason: error.reason };
      }
      if (!(error instanceof ConnectionLost)) onError(error);
      return undefined;
    }
  });
  return { host, port, close: () => Promise.resolve() };
}

/** Replaces `tcpClient`: sends one message over the simulated network. */
export async function tcpClient(
  to: Endpoint,
  message: object,
  { timeoutMs = MESSAGE_TIMEOUT_MS, signal, onAnswered }: Tcp.TcpClientOptions = {},
): Promise<unknown> {
  const outcome = (await carrier?.ask(to, message, timeoutMs, signal)) ?? 'lost';
  if (outcome === 'too-slow') throw new Refusal('too-slow');
  if (outcome === 'lost') throw new ConnectionLost('the connection broke');
  if (outcome.bytes > MAX_MESSAGE_BYTES) throw new Refusal('too-large');
  onAnswered?.(outcome.end);
  return outcome.message;
}

/** Replaces `plainHost`: simulated hosts have only one form. */
export function plainHost(host: string): string {
  return host;
}
