import { EventEmitter } from 'node:events';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { ThreadCode } from './bundle';
import { receiveError } from './control';
import type { ControlAnswer, ControlCalls, ControlName } from './control';
import type { MinerData } from './minerEntry';
import type { ServerData } from './serverThread';
import type { Signals } from './signalCells';
import type { UserEvent } from './UserEvent';
import type { UserOptions } from './UserOptions';

/** A user's two threads and the memory that they share. */
export interface Threads {
  server: Worker;
  miner: Worker;
  signals: Signals;
}

interface Events {
  event: [UserEvent];
  /** An error ended a thread. */
  failed: [unknown];
}

interface Call {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/**
 * A user in the main thread, which hears the user's events and calls the user's server thread.
 * Events and calls use the port between a thread and the thread that started it.
 */
export abstract class UserControl extends EventEmitter<Events> {
  #threads: Threads | undefined;
  readonly #calls = new Map<number, Call>();
  #lastCall = 0;
  /** The user's endpoint, name and address. Undefined until the user is ready. */
  ready: Extract<UserEvent, { event: 'ready' }> | undefined;

  /**
   * @param options the options of the user
   * @param code the code of the user's threads
   */
  constructor(
    readonly options: UserOptions,
    readonly code: ThreadCode,
  ) {
    super();
  }

  /** The running threads. Undefined while the user does not run. */
  get threads(): Threads | undefined {
    return this.#threads;
  }

  /**
   * `start` sets the threads, and `stop` clears them. After `start`, this user also listens to its
   * server thread, which sends events and the answers to calls.
   */
  protected set threads(threads: Threads | undefined) {
    this.#threads = threads;
    if (threads !== undefined) this.#listenTo(threads.server);
  }

  /** Calls a function of the server thread. */
  call<Name extends ControlName>(
    name: Name,
    ...args: Parameters<ControlCalls[Name]>
  ): Promise<Awaited<ReturnType<ControlCalls[Name]>>> {
    return new Promise((resolve, reject) => {
      if (this.#threads === undefined) {
        reject(new Error(`${this.options.name} is not running`));
        return;
      }
      const call = ++this.#lastCall;
      this.#calls.set(call, { resolve, reject });
      this.#threads.server.postMessage({ call, name, args });
    });
  }

  /** The `workerData` of the server thread. */
  protected serverData(signals: Signals, port: MessagePort): ServerData {
    return { options: this.options, signals, port };
  }

  /** The `workerData` of the miner thread. */
  protected minerData(signals: Signals, port: MessagePort): MinerData {
    const { restMs, clockSkewMs } = this.options;
    return { signals, port, restMs, clockSkewMs };
  }

  /** Emits `failed`, because an error ended a thread. */
  protected failed(error: unknown): void {
    this.emit('failed', error);
  }

  #listenTo(server: Worker): void {
    server.on('message', (message: unknown) => this.#hear(message));
    server.once('exit', () => this.#abandonCalls());
  }

  #hear(message: unknown): void {
    if (typeof message !== 'object' || message === null) return;
    if ('event' in message) {
      const event = message as UserEvent;
      if (event.event === 'ready') this.ready = event;
      this.emit('event', event);
      return;
    }
    const answer = message as ControlAnswer;
    const call = this.#calls.get(answer.call);
    this.#calls.delete(answer.call);
    if ('result' in answer) call?.resolve(answer.result as never);
    else call?.reject(receiveError(answer.error));
  }

  #abandonCalls(): void {
    for (const { reject } of this.#calls.values()) {
      reject(new Error(`${this.options.name} has stopped`));
    }
    this.#calls.clear();
  }
}
