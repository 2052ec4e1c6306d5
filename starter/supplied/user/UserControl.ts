import { EventEmitter } from 'node:events';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { ThreadCode } from './bundle';
import { receiveError } from './control';
import type { ControlAnswer, ControlCalls, ControlName } from './control';
import type { MinerData } from './minerEntry';
import type { ServerData } from './serverThread';
import type { Signals } from './Signals';
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
  /** One of the threads died of an error. */
  failed: [unknown];
}

interface Call {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/**
 * What the main thread can do with a user besides starting and stopping it: hear its events and ask
 * its server thread, over the port that every thread has to the one that started it.
 */
export abstract class UserControl extends EventEmitter<Events> {
  /** What runs at present; undefined while the user does not. */
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

  /** What runs at present; set by `start`, cleared by `stop`. */
  get threads(): Threads | undefined {
    return this.#threads;
  }

  protected set threads(threads: Threads | undefined) {
    this.#threads = threads;
    threads?.server.on('message', (message: unknown) => this.#hear(message));
    threads?.server.once('exit', () => this.#abandonCalls());
  }

  /** Has something done by the server thread. */
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

  /** What the server thread is to find as its `workerData`. */
  protected serverData(signals: Signals, port: MessagePort): ServerData {
    return { options: this.options, signals, port };
  }

  /** What the miner thread is to find as its `workerData`. */
  protected minerData(signals: Signals, port: MessagePort): MinerData {
    const { restMs, clockSkewMs } = this.options;
    return { signals, port, restMs, clockSkewMs };
  }

  /** Tells whoever listens that a thread died of an error. */
  protected failed(error: unknown): void {
    this.emit('failed', error);
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
