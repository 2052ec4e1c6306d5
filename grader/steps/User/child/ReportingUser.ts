import threads from 'node:worker_threads';
import type { MessagePort, WorkerOptions } from 'node:worker_threads';
import type * as UserStep from '../../../../solution/User';
import type { MinerData } from '../../../../solution/supplied/user/minerEntry';
import type { ServerData } from '../../../../solution/supplied/user/serverThread';
import { isStopped } from '../../../../solution/supplied/user/signalCells';
import type { Signals } from '../../../../solution/supplied/user/signalCells';
import { DEFAULT_OPTIONS } from '../../../../solution/supplied/user/UserOptions';
import { LONGEST_TEXT, OVERDUE_MS } from '../channel/LifeEvent';
import type { Described, Limited, UserEvent } from '../channel/LifeEvent';
import type { Behaviours } from '../channel/LifeOrder';
import { DEATH_MESSAGE } from '../channel/ThreadOrder';
import type { Behaviour, Role, ThreadOrder } from '../channel/ThreadOrder';
import type { ThreadReport } from './scriptedThread';

/** The real clock. The submission could replace the global clock later. */
const now = performance.now.bind(performance);
/** The real timers. */
const { setTimeout } = globalThis;

/** What a user does with its events and with the error of a function that is not written yet. */
export interface Reports {
  report: (event: UserEvent) => void;
  fail: (error: unknown) => void;
}

/** An event without the user. */
type Happened = UserEvent extends infer E ? (E extends unknown ? Omit<E, 'user'> : never) : never;

/** A thread that the submission has started. */
interface Started {
  role: Role | undefined;
  worker: threads.Worker;
}

/** Both threads run the same file. The two spellings of the path show the submission's choice. */
const CODE = { server: `${__dirname}/thread.cjs`, miner: `${__dirname}/./thread.cjs` };

/** The behaviour of correct threads. */
const DEFAULTS: Record<Role, Behaviour> = {
  server: { role: 'server', ready: 'at once', asked: 'ends' },
  miner: { role: 'miner', ready: 'at once', asked: 'ends' },
};

/** The user of each thread. The key is the behaviour of the thread. */
const userOf = new WeakMap<object, ReportingUser>();
/** All users. A thread without a behaviour counts as a thread of the newest user. */
const users: ReportingUser[] = [];
/** All signals, in the order in which threads got them. */
const allSignals: unknown[] = [];

/** A thread that reports its events to its user. */
class ReportingWorker extends threads.Worker {
  private readonly owner: ReportingUser | undefined;

  constructor(file: string | URL, options: WorkerOptions = {}) {
    super(file, options);
    const { behaviour } = Object(options.workerData) as { behaviour?: Behaviour };
    this.owner = userOf.get(Object(behaviour)) ?? users.at(-1);
    // If a submission removes its last listener, Node holds all messages back until the thread
    // exits. The reports of the thread are messages too.
    this.on('message', () => undefined);
    this.owner?.noteStart(this, String(file), options.workerData);
  }

  override terminate(): Promise<number> {
    const held = this.owner?.noteTermination(this);
    return held === undefined ? super.terminate() : held.then(() => super.terminate());
  }

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'message') this.owner?.noteMessage(this, args[0]);
    if (event === 'exit') this.owner?.noteExit(this);
    if (event !== 'error' || this.listenerCount(event) > 0) return super.emit(event, ...args);
    // Without a listener, the scripted error would end the thread in which the users live.
    if (describe(args[0]).message !== DEATH_MESSAGE) return super.emit(event, ...args);
    this.owner?.noteUnheard();
    return false;
  }
}

// Modules that load later, such as the submission, start reporting threads.
Object.assign(threads, { Worker: ReportingWorker });

/** A user of the submission with scripted threads. It reports its events in order. */
export class ReportingUser {
  private readonly started: Started[] = [];
  private readonly user: InstanceType<typeof UserStep.User>;
  private exited = 0;
  private held: Promise<void> | undefined;
  private release: () => void = () => undefined;

  constructor(
    { User }: typeof UserStep,
    private readonly id: string,
    behaviours: Behaviours,
    private readonly reports: Reports,
  ) {
    if (typeof User !== 'function') throw new TypeError('there is no exported class User');
    users.push(this);
    const withBehaviour = <Data extends object>(role: Role, data: Data): Data => {
      const behaviour = { ...DEFAULTS[role], ...behaviours[role] };
      userOf.set(behaviour, this);
      return Object.assign(data, {
        behaviour,
        ...(behaviour.cannotBeSent && { unsendable: () => undefined }),
      });
    };
    this.user = new (class extends User {
      protected override serverData(signals: Signals, port: MessagePort): ServerData {
        return withBehaviour('server', super.serverData(signals, port));
      }

      protected override minerData(signals: Signals, port: MessagePort): MinerData {
        return withBehaviour('miner', super.minerData(signals, port));
      }
    })({ ...DEFAULT_OPTIONS, name: 'alice', port: 0 }, CODE);
    this.user.on('failed', (error) => this.report({ event: 'failed', error: describe(error) }));
  }

  /** Calls `start` or `stop`. */
  call(name: 'start' | 'stop', call: string): void {
    const settle = (error?: Described): void => {
      const isRunning = this.user.threads !== undefined;
      this.report({ event: 'settled', call, at: now(), isRunning, ...(error && { error }) });
    };
    this.report({ event: 'called', call, at: now() });
    if (name === 'stop') this.limit('stop');
    void this.user[name]().then(
      () => settle(),
      (error: unknown) => {
        if (isUnwritten(error)) this.reports.fail(error);
        else settle(describe(error));
      },
    );
  }

  /** Sends an order to the first thread of this role. */
  send(to: Role, order: ThreadOrder): void {
    this.started.find(({ role }) => role === to)?.worker.postMessage(order);
  }

  /** From now on, terminated threads end only after a call of `releaseTerminated`. */
  holdTerminated(): void {
    this.held = new Promise((resolve) => (this.release = resolve));
  }

  releaseTerminated(): void {
    this.release();
  }

  /** Reports what `this.threads` contains. */
  look(): void {
    const { threads: found } = this.user;
    if (found === undefined) return this.report({ event: 'looked' });
    const { signals } = found;
    this.report({
      event: 'looked',
      threads: {
        server: this.numberOf(found.server),
        miner: this.numberOf(found.miner),
        signals: allSignals.indexOf(signals),
        isStopped: isShared(signals) && isStopped(signals),
      },
    });
  }

  noteStart(worker: threads.Worker, file: string, workerData: unknown): void {
    const { behaviour, signals } = Object(workerData) as {
      behaviour?: Behaviour;
      signals?: unknown;
    };
    const role = behaviour?.role;
    this.started.push({ role, worker });
    if (!allSignals.includes(signals)) allSignals.push(signals);
    this.report({
      event: 'started',
      code: file === CODE.server ? 'server' : file === CODE.miner ? 'miner' : 'other code',
      data: role ?? 'other data',
      signals: allSignals.indexOf(signals),
      areShared: isShared(signals),
    });
  }

  noteMessage(worker: threads.Worker, message: unknown): void {
    const thread = this.numberOf(worker);
    const { report, words } = Object(message) as Partial<ThreadReport>;
    if (report === 'asked') this.report({ event: 'asked', thread, at: now() });
    else if (report === 'heard') this.report({ event: 'heard', thread, words: textOf(words) });
    else this.report({ event: 'said', thread, isReady: message === 'ready' });
  }

  noteExit(worker: threads.Worker): void {
    this.report({ event: 'exited', thread: this.numberOf(worker), at: now() });
    this.exited++;
    if (this.exited === this.started.length) this.limit('last exit');
  }

  noteUnheard(): void {
    this.report({ event: 'unheard' });
  }

  /**
   * Reports that a thread is terminated. Returns a promise that the thread must wait for before it
   * ends. Returns undefined if the thread can end immediately.
   */
  noteTermination(worker: threads.Worker): Promise<void> | undefined {
    if (worker.threadId === -1) return undefined;
    this.report({ event: 'terminated', thread: this.numberOf(worker), at: now() });
    return this.held;
  }

  /** Reports when a time limit is over. The timer keeps nothing alive. */
  private limit(after: Limited): void {
    setTimeout(() => this.report({ event: 'overdue', after }), OVERDUE_MS[after]).unref();
  }

  private numberOf(worker: unknown): number {
    return this.started.findIndex((started) => started.worker === worker);
  }

  private report(event: Happened): void {
    this.reports.report({ user: this.id, ...event });
  }
}

function isShared(signals: unknown): signals is Signals {
  return signals instanceof Int32Array && signals.buffer instanceof SharedArrayBuffer;
}

function describe(error: unknown): Described {
  return error instanceof Error
    ? { isError: true, message: textOf(error.message) }
    : { isError: false, message: textOf(error) };
}

function textOf(value: unknown): string {
  return String(value).slice(0, LONGEST_TEXT);
}

function isUnwritten(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotImplemented';
}
