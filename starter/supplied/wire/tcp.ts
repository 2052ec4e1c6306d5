import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { Refusal } from '../Refusal';
import type { Endpoint } from '../types';
import { ConnectionLost } from './ConnectionLost';
import { readMessage } from './readMessage';
import { Slots } from './Slots';
import type { Slot } from './Slots';
import { Turns } from './Turns';

/** How long one message can take, in milliseconds. */
export const MESSAGE_TIMEOUT_MS = 5000;

/** How long a server waits for the first byte of a connection, in milliseconds. */
const FIRST_BYTE_MS = 1000;

/**
 * How long a server waits after a refusal until the sender stops to send, in milliseconds. If the
 * connection were closed at once, the answer could be lost.
 */
const LINGER_MS = 250;

/**
 * Returns the answer to a message, or throws a Refusal, which becomes the answer `rejected`.
 *
 * @param senderHost the host from which the connection comes
 * @param end our end of the connection
 */
export type Handler = (
  message: unknown,
  senderHost: string,
  end: Endpoint,
) => Promise<object> | object;

/** The turns of this thread, for messages that we receive and for answers to our messages. */
const turns = new Turns();

/** A listening server. */
export interface TcpServer extends Endpoint {
  /** Stops listening and closes every connection. Resolves when all connections are closed. */
  close(): Promise<void>;
}

export interface TcpServerOptions extends Endpoint {
  handle: Handler;
  /**
   * Called with an error of `handle` that is not a Refusal. Such an error is a bug of ours, and not
   * a fault of the sender.
   */
  onError: (error: unknown) => void;
  timeoutMs?: number;
}

/**
 * Listens for messages. A connection transports one message and at most one answer. The message
 * ends when the sender closes its half of the connection. The server continues after every message.
 *
 * @param options if `port` is 0, the system chooses a free port
 * @throws the system's error if the server cannot listen, with a `code` such as `EADDRINUSE`
 */
export function tcpServer(options: TcpServerOptions): Promise<TcpServer> {
  const { host, port, handle, onError, timeoutMs = MESSAGE_TIMEOUT_MS } = options;
  const slots = new Slots();

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    const senderHost = plainHost(socket.remoteAddress ?? '');
    const slot = slots.take(socket, senderHost);
    if (slot === undefined) refuse(socket, new Refusal('busy'));
    else void answer(slot);
  });

  async function answer(slot: Slot): Promise<void> {
    const { socket, host: senderHost } = slot;
    // A connection is closed after twice the time limit of a message.
    const deadline = setTimeout(() => socket.destroy(), 2 * timeoutMs);
    socket.once('close', () => clearTimeout(deadline));
    try {
      const message = await readMessage(socket, {
        timeoutMs,
        firstByteMs: Math.min(FIRST_BYTE_MS, timeoutMs),
        onPiece: (bytes) => slots.received(slot, bytes),
        turn: async () => {
          slots.waits(slot);
          await turns.next(senderHost);
          slots.begins(slot);
          if (socket.destroyed) throw new ConnectionLost('the sender did not wait');
        },
      });
      const end = endpointOf(socket.localAddress, socket.localPort);
      send(socket, await handle(message, senderHost, end));
    } catch (error) {
      if (error instanceof Refusal) refuse(socket, error);
      else {
        socket.destroy();
        if (!(error instanceof ConnectionLost)) onError(error);
      }
    }
    slots.answered(slot);
  }

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      server.on('error', onError);
      resolve({ host, port: portOf(server), close: () => close(server, slots) });
    });
  });
}

export interface TcpClientOptions {
  timeoutMs?: number;
  /** The maximum number of bytes of the answer. The default is 1 MiB. */
  maxBytes?: number;
  /** The address to connect from. */
  localAddress?: string;
  /** When this signal is aborted, the call ends with an error. */
  signal?: AbortSignal;
  /** Called before the call returns, with the other end of the connection. */
  onAnswered?: (end: Endpoint) => void;
}

/**
 * Sends one message and waits for the answer.
 *
 * @returns the answer as parsed JSON, which is not checked yet
 * @throws Refusal `too-slow` after `timeoutMs` (the default is 5 s), `too-large` or `bad-json`;
 *   ConnectionLost if the connection cannot be made or breaks
 */
export async function tcpClient(
  { host, port }: Endpoint,
  message: object,
  options: TcpClientOptions = {},
): Promise<unknown> {
  const { timeoutMs = MESSAGE_TIMEOUT_MS, maxBytes, localAddress, signal, onAnswered } = options;
  const deadline = performance.now() + timeoutMs;
  const socket = connect({ host, port, localAddress, allowHalfOpen: true });
  // The signal is not an option of the socket. With this option, the socket would stay in memory as
  // long as the signal.
  // After the answer, the socket no longer knows its other end.
  let end: Endpoint | undefined;
  socket.once('connect', () => {
    end = endpointOf(socket.remoteAddress, socket.remotePort);
  });
  const giveUp = (): void => void socket.destroy(new ConnectionLost('aborted'));
  signal?.addEventListener('abort', giveUp);
  if (signal?.aborted) giveUp();
  try {
    send(socket, message);
    const answer = await readMessage(socket, {
      timeoutMs,
      maxBytes,
      turn: async () => {
        await turns.next(end?.host ?? host);
        // The whole answer is here. But after an abort or the time-out, nobody waits for it.
        if (signal?.aborted) throw new ConnectionLost('aborted');
        if (performance.now() > deadline) throw new Refusal('too-slow');
      },
    });
    if (end !== undefined) onAnswered?.(end);
    return answer;
  } finally {
    signal?.removeEventListener('abort', giveUp);
    socket.destroy();
  }
}

/** Writes a message and closes our half of the connection. Ignores all further input. */
function send(socket: Socket, message: object): void {
  if (socket.destroyed) return;
  socket.end(JSON.stringify(message));
  socket.resume();
}

/** Answers with a refusal. Closes the connection soon, also if the sender goes on to send. */
function refuse(socket: Socket, { code, reason }: Refusal): void {
  send(socket, { type: 'rejected', code, reason });
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/**
 * Returns an IPv4 address in its usual form, even if the system gives the address in the form of
 * IPv6.
 */
export function plainHost(host: string): string {
  return host.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
}

function endpointOf(host = '', port = 0): Endpoint {
  return { host: plainHost(host), port };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server, slots: Slots): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    slots.endAll();
  });
}
