import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Asset, Page } from './bundlePage';
import { SECURITY_HEADERS } from './securityHeaders';
import { refusalOf } from './refusalOf';
import type { UpdateStream } from './UpdateStream';

/** With so many connections, the oldest makes way of those that wait for no answer. */
const MAX_CONNECTIONS = 128;

/** The HTTP status for bytes that are not an HTTP request, by Node's error code. */
const STATUS_OF_ERROR: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

interface WebServerTools {
  host: string;
  page: Promise<Page>;
  updates: UpdateStream;
}

/** Serves the page and the stream of updates. */
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
    request.resume();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(request, this.tools.host, this.port);
    if (refusal !== undefined) {
      if (refusal.status === 405) response.setHeader('Allow', 'GET, HEAD');
      return sendText(response, refusal.status, refusal.reason);
    }
    const path = (request.url ?? '').replace(/\?.*$/s, '');
    if (path === '/updates') return this.#sendUpdates(request, response);
    if (path === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    let page: Page;
    try {
      page = await this.tools.page;
    } catch (error) {
      return sendText(response, 503, `The page cannot be shown: ${(error as Error).message}`);
    }
    const asset = page.get(path);
    if (asset === undefined)
      return sendText(response, 404, 'This server has no file at this address.');
    sendAsset(request, response, asset);
  }

  #sendUpdates(request: IncomingMessage, response: ServerResponse): void {
    const { updates } = this.tools;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
    });
    if (request.method === 'HEAD') response.end();
    else updates.add(response);
  }
}

function sendAsset(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  { type, body, zipped, etag }: Asset,
): void {
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', etag);
  response.setHeader('Vary', 'Accept-Encoding');
  if (headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  const isZipped = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
  if (isZipped) response.setHeader('Content-Encoding', 'gzip');
  const bytes = isZipped ? zipped : body;
  response.setHeader('Content-Length', bytes.length);
  response.writeHead(200);
  response.end(method === 'HEAD' ? undefined : bytes);
}

function sendText(response: ServerResponse, status: number, line: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${line}\n`);
}
