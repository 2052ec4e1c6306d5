import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { refusalOf } from './refusalOf';
import { SECURITY_HEADERS } from './securityHeaders';
import { sendText } from './sendText';

/** With so many connections, the oldest makes way of those that wait for no answer. */
const MAX_CONNECTIONS = 128;

/** The HTTP status for bytes that are not an HTTP request, by Node's error code. */
const STATUS_OF_ERROR: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Answers a request that the server allows.
 *
 * @param path the path of the request, without the query
 */
export type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => Promise<void> | void;

interface WebServerTools {
  host: string;
  /** The allowed methods. The default is only to read. */
  methods?: readonly string[];
  /** Returns the origin under which the server's port is reached from another machine, if it is. */
  publicOrigin?: (port: number) => string | undefined;
  answer: Answer;
}

/** How many ports after the first port `listenFrom` tries. */
const PORT_TRIES = 100;

/**
 * A web server for people at this machine. It limits connections, times and sizes, and refuses
 * requests of other web pages.
 */
export class WebServer {
  readonly #server: Server;
  /** The connections that wait for no answer, the oldest first. */
  readonly #idle = new Set<Socket>();
  readonly #busy = new Set<Socket>();
  port = 0;

  constructor(private readonly tools: WebServerTools) {
    this.#server = createServer(
      {
        maxHeaderSize: 16 * 1024,
        headersTimeout: 5000,
        requestTimeout: 10_000,
        keepAliveTimeout: 5000,
        connectionsCheckingInterval: 1000,
      },
      (request, response) => {
        const { socket } = request;
        this.#idle.delete(socket);
        this.#busy.add(socket);
        response.once('close', () => {
          if (this.#busy.delete(socket) && !socket.destroyed) this.#idle.add(socket);
        });
        this.#answer(request, response).catch(() => response.destroy());
      },
    );
    this.#server.on('connection', (socket) => this.#makeRoom(socket));
    this.#server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket) => {
      const status = STATUS_OF_ERROR[code] ?? '400 Bad Request';
      if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
      else socket.destroy();
    });
  }

  /** @throws the error of Node's `listen`, with a `code` such as `EADDRINUSE` */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host: this.tools.host, port }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    const address = this.#server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : port;
  }

  /**
   * Listens on the first free port, from `first` on.
   *
   * @throws the error of Node's `listen`, if no port is free
   */
  async listenFrom(first: number): Promise<void> {
    for (let tried = 0; ; tried++) {
      try {
        return await this.listen(first + tried);
      } catch (error) {
        // Windows reserves some ports and forbids them (EACCES).
        const { code } = error as { code?: string };
        const isTaken = code === 'EADDRINUSE' || code === 'EACCES';
        if (!isTaken || tried >= PORT_TRIES) throw error;
      }
    }
  }

  /** Closes all connections. Resolves when they are closed. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #makeRoom(socket: Socket): void {
    if (this.#idle.size + this.#busy.size >= MAX_CONNECTIONS) {
      const [oldest] = this.#idle.size > 0 ? this.#idle : this.#busy;
      this.#forget(oldest);
      oldest.destroy();
    }
    this.#idle.add(socket);
    socket.once('close', () => this.#forget(socket));
  }

  #forget(socket: Socket): void {
    this.#idle.delete(socket);
    this.#busy.delete(socket);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const { host, methods = ['GET', 'HEAD'], publicOrigin, answer } = this.tools;
    const { port } = this;
    const place = { host, port, methods, publicOrigin: publicOrigin?.(port) };
    const refusal = refusalOf(request, place);
    if (refusal !== undefined) {
      request.resume();
      if (refusal.status === 405) response.setHeader('Allow', methods.join(', '));
      return sendText(response, refusal.status, refusal.reason);
    }
    await answer(request, response, (request.url ?? '').replace(/\?.*$/s, ''));
  }
}
