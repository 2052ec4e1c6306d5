import threads from 'node:worker_threads';
import type { MessagePort, WorkerOptions } from 'node:worker_threads';
import type * as UserStep from '../../../../solution/User';
import type { MinerData } from '../../../../solution/supplied/user/minerEntry';
import type { ServerData } from '../../../../solution/supplied/user/serverThread';
import type { Signals } from '../../../../solution/supplied/user/Signals';
import { DEFAULT_OPTIONS } from '../../../../solution/supplied/user/UserOptions';
import { DEATH } from './puppet';
import type { Order, Part, Role, Told } from './puppet';

/** As it is now: the submission could set another clock. */
const now = performance.now.bind(performance);

/** How long anything is waited for that should take a moment, in milliseconds. */
const PATIENCE_MS = 1500;

/** The same for a call on which all else waits: its threads start slowly on a busy machine. */
const CALL_PATIENCE_MS = 2300;

/** A promise of the submission: what has become of it so far. */
export interface Outcome {
  state: 'pending' | 'resolved' | 'rejected';
  error?: Described;
  /** The threads that were alive at that moment, and whether the user said that it was running. */
  alive: string[];
  running: boolean;
}

/** An error, as far as it can be told. */
export interface Described {
  isError: boolean;
  message: string;
}

/** A thread that the submission has started. */
export interface Born {
  code: Role | 'other code';
  data: Role | 'other data';
  signals: unknown;
  worker: threads.Worker;
  /** All that it posted. */
  said: unknown[];
  /** What came to it from the other thread. */
  heard: string[];
}

/** The file that both threads run; by its name one can tell which of them was meant. */
const CODE = { server: `${__dirname}/thread.cjs`, miner: `${__dirname}/./thread.cjs` };

/** Each played as an honest thread. */
const PARTS: Record<Role, Part> = {
  server: { role: 'server', ready: 'at once', asked: 'ends' },
  miner: { role: 'miner', ready: 'at once', asked: 'ends' },
};

/** The stage that a thread belongs to, by the part that it plays. */
const stages = new WeakMap<object, Stage>();
/** All; a thread that was given no part is counted to the newest. */
const all: Stage[] = [];

/** Reports what becomes of it. */
class WatchedWorker extends threads.Worker {
  private readonly stage: Stage | undefined;

  constructor(file: string | URL, options: WorkerOptions = {}) {
    super(file, options);
    const { part } = Object(options.workerData) as { part?: Part };
    this.stage = stages.get(Object(part)) ?? all.at(-1);
    this.stage?.bear(this, String(file), options.workerData);
  }

  override terminate(): Promise<number> {
    const held = this.stage?.terminated(this);
    return held === undefined ? super.terminate() : held.then(() => super.terminate());
  }

  /** An ordered death that nobody listens to would end the whole stage: it is noted in place of that. */
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event !== 'error' || this.listenerCount(event) > 0) return super.emit(event, ...args);
    const { message } = describe(args[0]);
    if (message !== DEATH) return super.emit(event, ...args);
    this.stage?.unheard.push(message);
    return false;
  }
}

// Whoever is loaded after this, such as the submission, starts threads that are watched.
Object.assign(threads, { Worker: WatchedWorker });

/** One user of the submission's, with puppets for threads, and all that happened to it, in order. */
export class Stage {
  readonly born: Born[] = [];
  /** What happened, such as `miner exited`. */
  readonly events: string[] = [];
  /** When each happened. */
  readonly times: number[] = [];
  /** The errors that threads died of while nobody listened. */
  readonly unheard: string[] = [];
  readonly user: InstanceType<typeof UserStep.User>;
  private held: Promise<void> | undefined;
  private letGo: () => void = () => undefined;

  constructor({ User }: typeof UserStep, parts: { [R in Role]?: Partial<Part> } = {}) {
    if (typeof User !== 'function') throw new TypeError('there is no exported class User');
    all.push(this);
    const part = (role: Role): Part => {
      const own = { ...PARTS[role], ...parts[role] };
      stages.set(own, this);
      return own;
    };
    this.user = new (class extends User {
      protected override serverData(signals: Signals, port: MessagePort): ServerData {
        return Object.assign(super.serverData(signals, port), { part: part('server') });
      }

      protected override minerData(signals: Signals, port: MessagePort): MinerData {
        return Object.assign(super.minerData(signals, port), { part: part('miner') });
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

  /** Calls it, and waits for what comes of it. */
  async done(name: 'start' | 'stop'): Promise<Outcome> {
    const outcome = this.call(name);
    await until(() => outcome.state !== 'pending', CALL_PATIENCE_MS);
    return outcome;
  }

  /** Tells a thread what to do. */
  tell(role: Role, order: Order): void {
    this.find(role)?.worker.postMessage(order);
  }

  find(role: Role): Born | undefined {
    return this.born.find(({ data }) => data === role);
  }

  /** Waits until both threads were started. */
  bothBorn(): Promise<boolean> {
    return until(() => this.born.length >= 2);
  }

  /** Waits until both threads were asked to stop, or one has ended without. */
  bothAsked(): Promise<boolean> {
    return until(() => {
      const asked = this.events.filter((event) => event.endsWith('asked to stop'));
      return asked.length === 2 || this.alive.length < 2;
    });
  }

  /** Waits until something has happened. */
  happened(event: string): Promise<boolean> {
    return until(() => this.events.includes(event));
  }

  /** The threads that have not ended. */
  get alive(): string[] {
    return this.born.filter(({ worker }) => worker.threadId !== -1).map(({ data }) => data);
  }

  bear(worker: threads.Worker, file: string, workerData: unknown): void {
    const { part, signals } = Object(workerData) as { part?: Part; signals?: unknown };
    const data = part?.role ?? 'other data';
    const code = file === CODE.server ? 'server' : file === CODE.miner ? 'miner' : 'other code';
    const born: Born = { code, data, signals, worker, said: [], heard: [] };
    this.born.push(born);
    worker.on('message', (message: unknown) => {
      born.said.push(message);
      const { puppet, words } = Object(message) as Partial<Told>;
      if (puppet === 'asked') this.note(`${data} asked to stop`);
      if (puppet === 'heard') born.heard.push(String(words));
    });
    worker.on('exit', () => this.note(`${data} exited`));
  }

  /** From now on, a thread that is terminated does not end before it is let go. */
  holdTerminated(): void {
    this.held = new Promise((resolve) => (this.letGo = resolve));
  }

  letTerminatedGo(): void {
    this.letGo();
  }

  /** @returns until when the thread lives on, if it does */
  terminated(worker: threads.Worker): Promise<void> | undefined {
    if (worker.threadId === -1) return undefined;
    const born = this.born.find((one) => one.worker === worker);
    if (born !== undefined) this.note(`${born.data} terminated`);
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

  /** The time between two events, in milliseconds; undefined if one has not happened. */
  between(event: string, other: string): number | undefined {
    const [from, to] = [this.events.indexOf(event), this.events.lastIndexOf(other)];
    return from < 0 || to < 0 ? undefined : this.times[to] - this.times[from];
  }
}

let unwritten: unknown;

/** @throws NotImplemented if one was thrown since this was last asked */
export function throwIfUnwritten(): void {
  const error = unwritten;
  unwritten = undefined;
  if (error !== undefined) throw error;
}

/** Waits until a call has come to something. */
export function settled(...outcomes: readonly Outcome[]): Promise<boolean> {
  return until(() => outcomes.every(({ state }) => state !== 'pending'));
}

/**
 * Waits until something holds.
 *
 * @returns whether it does; false if that takes too long
 */
export async function until(holds: () => boolean, ms = PATIENCE_MS): Promise<boolean> {
  const end = now() + ms;
  while (!holds()) {
    throwIfUnwritten();
    if (now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throwIfUnwritten();
  return true;
}

/** Lets everything happen that can happen now. */
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
