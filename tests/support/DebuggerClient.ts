import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Changes } from '../../grader/harness/parent/Changes';

/** An event of Node's debugger, such as `Debugger.paused`. */
export interface DebuggerEvent {
  method: string;
  params: Record<string, unknown>;
}

interface Answer {
  id: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/** The first byte of a frame with a whole text. The others are of RFC 6455, section 5.2. */
const TEXT = 0x81;
const MASKED = 0x80;

/**
 * A debugger. It speaks the protocol of Chrome over a WebSocket. Node 20 has no client for
 * WebSockets.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/v8/
 */
export class DebuggerClient {
  readonly events: DebuggerEvent[] = [];
  readonly #changes = new Changes(() => JSON.stringify(this.events.slice(-5)).slice(0, 3000));
  readonly #answers = new Map<number, Answer>();
  #lastId = 0;
  #received = Buffer.alloc(0);
  #hasEnded = false;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#hasEnded = true;
      this.#changes.announce();
    });
  }

  /** Connects to a program that waits for a debugger on a port of this machine. */
  static async attach(port: number): Promise<DebuggerClient> {
    const [list] = await once(get({ host: '127.0.0.1', port, path: '/json/list' }), 'response');
    let text = '';
    for await (const chunk of (list as IncomingMessage).setEncoding('utf8')) text += chunk;
    const [{ webSocketDebuggerUrl }] = JSON.parse(text) as [{ webSocketDebuggerUrl: string }];
    const request = get(webSocketDebuggerUrl.replace('ws:', 'http:'), {
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      },
    });
    const [, socket, first] = (await once(request, 'upgrade')) as [unknown, Socket, Buffer];
    const client = new DebuggerClient(socket);
    client.receive(first);
    return client;
  }

  /**
   * Sends a command. Returns its result.
   *
   * @throws Error if the program refuses the command
   */
  async send(
    method: string,
    params: Record<string, unknown> = {},
  ): Promise<Record<string, unknown>> {
    const id = ++this.#lastId;
    this.write(JSON.stringify({ id, method, params }));
    await this.#changes.until(`an answer to ${method}`, () => this.#answers.has(id));
    const { result, error } = this.#answers.get(id) ?? {};
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /**
   * Waits for the first event with this name after the first `seen` events.
   *
   * @throws Error if the program ends before
   */
  async next(method: string, seen: number): Promise<DebuggerEvent> {
    const find = (): DebuggerEvent | undefined =>
      this.events.slice(seen).find((event) => event.method === method);
    await this.#changes.until(method, () => this.#hasEnded || find() !== undefined);
    const event = find();
    if (event === undefined) throw new Error(`the program ended before ${method}`);
    return event;
  }

  end(): void {
    this.socket.destroy();
  }

  private write(text: string): void {
    const data = Buffer.from(text);
    const mask = randomBytes(4);
    const head =
      data.length < 126
        ? Buffer.from([TEXT, MASKED | data.length])
        : Buffer.from([TEXT, MASKED | 126, data.length >> 8, data.length & 0xff]);
    const masked = data.map((byte, i) => byte ^ mask[i % 4]);
    this.socket.write(Buffer.concat([head, mask, masked]));
  }

  private receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (let text = this.takeFrame(); text !== undefined; text = this.takeFrame()) {
      const message = JSON.parse(text) as Answer | DebuggerEvent;
      if ('id' in message) this.#answers.set(message.id, message);
      else this.events.push(message);
    }
    this.#changes.announce();
  }

  /** Returns the text of the first received frame. Returns undefined until a frame is complete. */
  private takeFrame(): string | undefined {
    const all = this.#received;
    if (all.length < 2) return undefined;
    const short = all[1];
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (all.length < head) return undefined;
    const length =
      head === 2 ? short : head === 4 ? all.readUInt16BE(2) : Number(all.readBigUInt64BE(2));
    if (all.length < head + length) return undefined;
    this.#received = all.subarray(head + length);
    // A frame that is no text, such as the end of the connection, has no message for us.
    return all[0] === TEXT ? all.toString('utf8', head, head + length) : this.takeFrame();
  }
}
