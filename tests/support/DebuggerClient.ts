import { once } from 'node:events';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Changes } from '../../grader/harness/parent/Changes';
import { WebSocketLine } from './WebSocketLine';

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

/**
 * A debugger of one thread. It speaks the protocol of Chrome.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/v8/
 */
export class DebuggerClient {
  readonly events: DebuggerEvent[] = [];
  readonly #changes = new Changes(() => JSON.stringify(this.events.slice(-5)).slice(0, 3000));
  readonly #answers = new Map<number, Answer>();
  /** The clients of the program's threads, by the ids of their sessions. */
  readonly #threads = new Map<unknown, DebuggerClient>();
  #lastId = 0;
  #hasEnded = false;

  private constructor(
    private readonly write: (text: string) => void,
    readonly end: () => void,
  ) {}

  /** Connects to a program that waits for a debugger on a port of this machine. */
  static async attach(port: number): Promise<DebuggerClient> {
    const [list] = await once(get({ host: '127.0.0.1', port, path: '/json/list' }), 'response');
    let text = '';
    for await (const chunk of (list as IncomingMessage).setEncoding('utf8')) text += chunk;
    const [{ webSocketDebuggerUrl }] = JSON.parse(text) as [{ webSocketDebuggerUrl: string }];
    const line = await WebSocketLine.connect(webSocketDebuggerUrl);
    const client = new DebuggerClient(
      (sent) => line.write(sent),
      () => line.end(),
    );
    line.onText = (received) => client.hear(received);
    line.onClose = () => {
      client.#hasEnded = true;
      client.#changes.announce();
    };
    return client;
  }

  /** Waits for the program's next thread, which waits for its debugger. */
  async nextThread(): Promise<DebuggerClient> {
    await this.send('NodeWorker.enable', { waitForDebuggerOnStart: true });
    const { params } = await this.next('NodeWorker.attachedToWorker', 0);
    const { sessionId } = params;
    const thread = new DebuggerClient(
      (message) => void this.send('NodeWorker.sendMessageToWorker', { sessionId, message }),
      () => undefined,
    );
    this.#threads.set(sessionId, thread);
    return thread;
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

  private hear(text: string): void {
    const message = JSON.parse(text) as Answer | DebuggerEvent;
    if ('id' in message) this.#answers.set(message.id, message);
    else if (message.method === 'NodeWorker.receivedMessageFromWorker') {
      this.#threads.get(message.params.sessionId)?.hear(String(message.params.message));
    } else this.events.push(message);
    this.#changes.announce();
  }
}
