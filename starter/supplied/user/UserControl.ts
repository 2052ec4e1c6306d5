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
  /** A thread died of an error. */
  failed: [unknown];
}

interface Call {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/**
 * What the main thread can do with a user, besides starting and stopping it: hear its events and
 * call its server thread. Both go over the port between a thread and the thread that started it.
 */
export abstract class UserControl extends EventEmitter<Events> {
  #threads: Threads | undefined;
  readonly #calls = new Map<number, Call>();
  #lastCall = 0;
  /** Where the user listens and who it is, once it is ready. */
  ready: Extract<UserEvent, { event: 'ready' }> | undefined;

  /**
   * @param options what the user is started with
   * @param code what its threads run
   */
  constructor(
    readonly options: UserOptions,
    readonly code: ThreadCode,
  ) {
    super();
  }

  /** The threads that run now; undefined while the user does not run. */
  get threads(): Threads | undefined {
    return this.#threads;
  }

  /**
   * Set by `start`, cleared by `stop`. From then on this user also listens to its server thread:
   * that gives it the thread's events, and the answers to its calls.
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

  /** Emits `failed`: a thread died of an error. */
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
