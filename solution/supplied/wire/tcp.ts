import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { MAX_MESSAGE_BYTES } from '../constants';
import { Refusal } from '../Refusal';
import type { Endpoint } from '../types';

/** How long one message can take, in milliseconds. */
export const MESSAGE_TIMEOUT_MS = 5000;

/**
 * The maximum number of connections that a server serves at the same time. Further connections get
 * the answer `busy`.
 */
const MAX_CONNECTIONS = 200;

/**
 * The maximum number of connections that get the answer `busy` at the same time. Further
 * connections are closed immediately.
 */
const MAX_REFUSED = 50;

/** Returns the answer to a message, or throws a Refusal, which becomes the answer `rejected`. */
export type Handler = (message: unknown, senderHost: string) => Promise<object> | object;

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
  const sockets = new Set<Socket>();

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    if (sockets.size >= MAX_CONNECTIONS + MAX_REFUSED) {
      socket.destroy();
      return;
    }
    const isBusy = sockets.size >= MAX_CONNECTIONS;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    void answer(socket, isBusy);
  });

  async function answer(socket: Socket, isBusy: boolean): Promise<void> {
    const senderHost = plainHost(socket.remoteAddress ?? '');
    // A connection is closed after twice the time limit of a message.
    const deadline = setTimeout(() => socket.destroy(), 2 * timeoutMs);
    socket.once('close', () => clearTimeout(deadline));
    try {
      if (isBusy) throw new Refusal('busy');
      const message = await readMessage(socket, timeoutMs);
      send(socket, await handle(message, senderHost));
    } catch (error) {
      if (error instanceof Refusal) {
        send(socket, { type: 'rejected', code: error.code, reason: error.reason });
      } else {
        socket.destroy();
        if (!(error instanceof ConnectionLost)) onError(error);
      }
    }
  }

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      server.on('error', onError);
      resolve({ host, port: portOf(server), close: () => close(server, sockets) });
    });
  });
}

export interface TcpClientOptions {
  timeoutMs?: number;
  /** The address to connect from. */
  localAddress?: string;
  /** When this signal is aborted, the call ends with an error. */
  signal?: AbortSignal;
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
  { timeoutMs = MESSAGE_TIMEOUT_MS, localAddress, signal }: TcpClientOptions = {},
): Promise<unknown> {
  const socket = connect({ host, port, localAddress, allowHalfOpen: true });
  // The signal is not an option of the socket. With this option, the socket would stay in memory as
  // long as the signal.
  const giveUp = (): void => void socket.destroy(new ConnectionLost('aborted'));
  signal?.addEventListener('abort', giveUp);
  if (signal?.aborted) giveUp();
  try {
    send(socket, message);
    return await readMessage(socket, timeoutMs);
  } finally {
    signal?.removeEventListener('abort', giveUp);
    socket.destroy();
  }
}

/** Thrown when a connection ends before the message is complete. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** Writes a message and closes our half of the connection. Ignores all further input. */
function send(socket: Socket, message: object): void {
  if (socket.destroyed) return;
  socket.end(JSON.stringify(message));
  socket.resume();
}

/** Reads one message. TCP is a stream, so a piece can end anywhere, even inside a character. */
function readMessage(socket: Socket, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => finish(() => reject(new Refusal('too-slow'))), timeoutMs);

    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      socket.off('data', onData).off('end', onEnd).off('error', onLost).off('close', onLost);
      settle();
    };
    const onData = (piece: Buffer): void => {
      bytes += piece.length;
      if (bytes > MAX_MESSAGE_BYTES) finish(() => reject(new Refusal('too-large')));
      else pieces.push(piece);
    };
    const onEnd = (): void =>
      finish(() => {
        try {
          resolve(parse(Buffer.concat(pieces, bytes)));
        } catch {
          reject(bytes === 0 ? new ConnectionLost('nothing was sent') : new Refusal('bad-json'));
        }
      });
    const onLost = (error?: Error | boolean): void => {
      const why = error instanceof Error ? error.message : 'the connection broke';
      finish(() => reject(new ConnectionLost(why)));
    };
    socket.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost);
  });
}

function parse(bytes: Buffer): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
}

/**
 * Returns an IPv4 address in its usual form, even if the system gives the address in the form of
 * IPv6.
 */
export function plainHost(host: string): string {
  return host.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
