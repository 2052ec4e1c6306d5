import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { MAX_MESSAGE_BYTES } from '../constants';
import { Refusal } from '../Refusal';
import type { Endpoint } from '../types';

/** How long one message may take, in milliseconds. */
export const MESSAGE_TIMEOUT_MS = 5000;

/** Connections that a server holds at once; whoever comes on top is told `busy`. */
const MAX_CONNECTIONS = 200;

/** Connections beyond that are closed without a word. */
const MAX_REFUSED = 50;

/** What a server does with a message: its answer, or a Refusal, which becomes `rejected`. */
export type Handler = (message: unknown, senderHost: string) => Promise<object> | object;

/** A listening server. */
export interface TcpServer extends Endpoint {
  /** Stops listening and closes every connection; resolves when nothing is left. */
  close(): Promise<void>;
}

export interface TcpServerOptions extends Endpoint {
  handle: Handler;
  /** Told of an error in `handle` that is not a Refusal: a bug, not the sender's fault. */
  onError: (error: unknown) => void;
  timeoutMs?: number;
}

/**
 * Listens for messages: one a connection, ended by the sender closing its half, answered by at most
 * one. Whatever is sent, the server goes on.
 *
 * @param options `port` 0 lets the system choose
 * @throws what listening throws, with its `code`, such as `EADDRINUSE`
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
    // The last word, whatever happens: nobody holds a connection longer than two messages take.
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
  /** Gives up when aborted. */
  signal?: AbortSignal;
}

/**
 * Sends one message and waits for its answer.
 *
 * @returns the answer as parsed JSON, not yet believed
 * @throws Refusal `too-slow` after `timeoutMs` (5 s unless given), `too-large`, `bad-json`; or a
 *   ConnectionLost if nobody listens or the connection breaks
 */
export async function tcpClient(
  { host, port }: Endpoint,
  message: object,
  { timeoutMs = MESSAGE_TIMEOUT_MS, localAddress, signal }: TcpClientOptions = {},
): Promise<unknown> {
  const socket = connect({ host, port, localAddress, allowHalfOpen: true });
  // Given the signal, the socket would stay in memory for as long as the signal does.
  const giveUp = (): void => void socket.destroy(new ConnectionLost('given up'));
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

/** Thrown when a connection ends before its message does. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** Writes a message and closes our half. What still comes in after it is thrown away. */
function send(socket: Socket, message: object): void {
  if (socket.destroyed) return;
  socket.end(JSON.stringify(message));
  socket.resume();
}

/** Collects one message. TCP is a stream: its pieces end anywhere, also inside a character. */
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

/** An IPv4 address as it is usually written, also where the system hands it out as IPv6. */
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
