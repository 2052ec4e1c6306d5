import threads from 'node:worker_threads';
import type { MessagePort, WorkerOptions } from 'node:worker_threads';
import type * as UserStep from '../../../../solution/User';
import type { MinerData } from '../../../../solution/supplied/user/minerEntry';
import type { ServerData } from '../../../../solution/supplied/user/serverThread';
import type { Signals } from '../../../../solution/supplied/user/signalCells';
import { DEFAULT_OPTIONS } from '../../../../solution/supplied/user/UserOptions';
import { DEATH_MESSAGE } from './scriptedThread';
import type { Behaviour, Order, Role, ThreadReport } from './scriptedThread';

/** The real clock. The submission could replace the global clock later. */
const now = performance.now.bind(performance);

/** How long to wait for an event that should happen soon, in milliseconds. */
const WAIT_MS = 1500;

/** How long to wait for a call, in milliseconds. On a busy machine, threads start slowly. */
const CALL_WAIT_MS = 2300;

/** The state of a call of `start` or `stop`. */
export interface Outcome {
  state: 'pending' | 'resolved' | 'rejected';
  error?: Described;
  /** The threads that were running when the call settled. */
  alive: string[];
  /** True if `this.threads` was set when the call settled. */
  running: boolean;
}

/** An error as plain data. */
export interface Described {
  isError: boolean;
  message: string;
}

/** A thread that the submission has started, and the code and data that this thread got. */
export interface StartedThread {
  code: Role | 'other code';
  data: Role | 'other data';
  signals: unknown;
  worker: threads.Worker;
  /** All messages that the thread posted. */
  said: unknown[];
  /** The words that came from the other thread. */
  heard: string[];
}

/** Both threads run the same file. The two spellings of the path show the submission's choice. */
const CODE = { server: `${__dirname}/thread.cjs`, miner: `${__dirname}/./thread.cjs` };

/** The behaviour of correct threads. */
const DEFAULTS: Record<Role, Behaviour> = {
  server: { role: 'server', ready: 'at once', asked: 'ends' },
  miner: { role: 'miner', ready: 'at once', asked: 'ends' },
};

/** The user of each thread. The key is the behaviour of the thread. */
const userOf = new WeakMap<object, WatchedUser>();
/** All users. A thread without a behaviour counts as a thread of the newest user. */
const users: WatchedUser[] = [];

/** A thread that reports its events to its user. */
class WatchedWorker extends threads.Worker {
  private readonly watched: WatchedUser | undefined;

  constructor(file: string | URL, options: WorkerOptions = {}) {
    super(file, options);
    const { behaviour } = Object(options.workerData) as { behaviour?: Behaviour };
    this.watched = userOf.get(Object(behaviour)) ?? users.at(-1);
    this.watched?.noteStart(this, String(file), options.workerData);
  }

  override terminate(): Promise<number> {
    const held = this.watched?.noteTermination(this);
    return held === undefined ? super.terminate() : held.then(() => super.terminate());
  }

  /**
   * Records the error of a scripted thread if the error has no listener. Otherwise this error would
   * end the thread of the scenario.
   */
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event !== 'error' || this.listenerCount(event) > 0) return super.emit(event, ...args);
    const { message } = describe(args[0]);
    if (message !== DEATH_MESSAGE) return super.emit(event, ...args);
    this.watched?.unheard.push(message);
    return false;
  }
}

// Modules that load later, such as the submission, start watched threads.
Object.assign(threads, { Worker: WatchedWorker });

/** A user of the submission with scripted threads. The events of the user are recorded in order. */
export class WatchedUser {
  readonly started: StartedThread[] = [];
  /** All events, such as `miner exited`. */
  readonly events: string[] = [];
  /** The times of the events. */
  readonly times: number[] = [];
  /** The errors of threads that had no listener for errors. */
  readonly unheard: string[] = [];
  readonly user: InstanceType<typeof UserStep.User>;
  private held: Promise<void> | undefined;
  private release: () => void = () => undefined;

  constructor({ User }: typeof UserStep, behaviours: { [R in Role]?: Partial<Behaviour> } = {}) {
    if (typeof User !== 'function') throw new TypeError('there is no exported class User');
    users.push(this);
    const behaviour = (role: Role): Behaviour => {
      const own = { ...DEFAULTS[role], ...behaviours[role] };
      userOf.set(own, this);
      return own;
    };
    this.user = new (class extends User {
      protected override serverData(signals: Signals, port: MessagePort): ServerData {
        return Object.assign(super.serverData(signals, port), { behaviour: behaviour('server') });
      }

      protected override minerData(signals: Signals, port: MessagePort): MinerData {
        return Object.assign(super.minerData(signals, port), { behaviour: behaviour('miner') });
      }
    })({ ...DEFAULT_OPTIONS, name: 'alice', port: 0 }, CODE);
  }

  /** Calls `start` or `stop`. */
  call(name: 'start' | 'stop'): Outcome {
    const outcome: Outcome = { state: 'pending', alive: [], running: false };
    const settle = (state: 'resolved' | 'rejected'): void => {
      outcome.state = state;
      outcome.alive = this.alive;
      outcome.running = this.user.threads !== undefined;
      this.note(`${name} ${state}`);
    };
    this.note(`${name} called`);
    void this.user[name]().then(
      () => settle('resolved'),
      (error: unknown) => {
        if (isUnwritten(error)) unwritten = error;
        outcome.error = describe(error);
        settle('rejected');
      },
    );
    return outcome;
  }

  /** Calls `start` or `stop`. Waits until the call settles, but at most `CALL_WAIT_MS`. */
  async done(name: 'start' | 'stop'): Promise<Outcome> {
    const outcome = this.call(name);
    await until(() => outcome.state !== 'pending', CALL_WAIT_MS);
    return outcome;
  }

  /** Sends an order to a thread. */
  send(role: Role, order: Order): void {
    this.find(role)?.worker.postMessage(order);
  }

  find(role: Role): StartedThread | undefined {
    return this.started.find(({ data }) => data === role);
  }

  /** Waits until the submission has started both threads. */
  bothStarted(): Promise<boolean> {
    return until(() => this.started.length >= 2);
  }

  /** Waits until both threads were asked to stop, or until a thread has ended. */
  bothAsked(): Promise<boolean> {
    return until(() => {
      const asked = this.events.filter((event) => event.endsWith('asked to stop'));
      return asked.length === 2 || this.alive.length < 2;
    });
  }

  /** Waits until this event has happened. */
  happened(event: string): Promise<boolean> {
    return until(() => this.events.includes(event));
  }

  /** The threads that have not ended. */
  get alive(): string[] {
    return this.started.filter(({ worker }) => worker.threadId !== -1).map(({ data }) => data);
  }

  noteStart(worker: threads.Worker, file: string, workerData: unknown): void {
    const { behaviour, signals } = Object(workerData) as {
      behaviour?: Behaviour;
      signals?: unknown;
    };
    const data = behaviour?.role ?? 'other data';
    const code = file === CODE.server ? 'server' : file === CODE.miner ? 'miner' : 'other code';
    const started: StartedThread = { code, data, signals, worker, said: [], heard: [] };
    this.started.push(started);
    worker.on('message', (message: unknown) => {
      started.said.push(message);
      const { report, words } = Object(message) as Partial<ThreadReport>;
      if (report === 'asked') this.note(`${data} asked to stop`);
      if (report === 'heard') started.heard.push(String(words));
    });
    worker.on('exit', () => this.note(`${data} exited`));
  }

  /** From now on, terminated threads end only after a call of `releaseTerminated`. */
  holdTerminated(): void {
    this.held = new Promise((resolve) => (this.release = resolve));
  }

  releaseTerminated(): void {
    this.release();
  }

  /**
   * Records that a thread is terminated. Returns a promise that the thread must wait for before it
   * ends. Returns undefined if the thread can end immediately.
   */
  noteTermination(worker: threads.Worker): Promise<void> | undefined {
    if (worker.threadId === -1) return undefined;
    const started = this.started.find((one) => one.worker === worker);
    if (started !== undefined) this.note(`${started.data} terminated`);
    return this.held;
  }

  note(event: string): void {
    this.events.push(event);
    this.times.push(now());
  }

  get lastToExit(): string {
    return this.events.findLast((event) => event.endsWith('exited')) === 'server exited'
      ? 'server'
      : 'miner';
  }

  /**
   * Returns the time between two events, in milliseconds. Returns undefined if an event has not
   * happened.
   */
  between(event: string, other: string): number | undefined {
    const [from, to] = [this.events.indexOf(event), this.events.lastIndexOf(other)];
    return from < 0 || to < 0 ? undefined : this.times[to] - this.times[from];
  }
}

let unwritten: unknown;

/** @throws NotImplemented if a call has thrown this error since the last check */
export function throwIfUnwritten(): void {
  const error = unwritten;
  unwritten = undefined;
  if (error !== undefined) throw error;
}

/** Waits until all these calls have settled, but at most `WAIT_MS`. */
export function settled(...outcomes: readonly Outcome[]): Promise<boolean> {
  return until(() => outcomes.every(({ state }) => state !== 'pending'));
}

/**
 * Waits until a condition is true.
 *
 * @returns false if the condition is false during the whole wait
 */
export async function until(holds: () => boolean, ms = WAIT_MS): Promise<boolean> {
  const end = now() + ms;
  while (!holds()) {
    throwIfUnwritten();
    if (now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throwIfUnwritten();
  return true;
}

/** Waits for some turns of the event loop. All due events happen in these turns. */
export async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

export function describe(error: unknown): Described {
  return {
    isError: error instanceof Error,
    message: error instanceof Error ? error.message : String(error),
  };
}

function isUnwritten(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotImplemented';
}
