import { EventEmitter } from 'node:events';
import type { MessagePort, TransferListItem } from 'node:worker_threads';
import type { Signals } from '../../../../solution/supplied/user/signalCells';
import { isStopped } from '../../../../solution/supplied/user/signalCells';
import type { Role } from '../channel/ThreadOrder';

const { setImmediate } = globalThis;

/** What a fake thread finds in its data. */
export interface FakeData {
  role: Role;
  owner: ThreadOwner;
  /** The error that the start of this thread throws. */
  cannotStart?: Error;
  /** True for a thread that ends as soon as it is asked to. */
  isWilling: boolean;
}

/** The user that a thread belongs to. */
export interface ThreadOwner {
  started: (thread: FakeThread) => void;
  terminated: (thread: FakeThread) => void;
  unheard: () => void;
}

interface FakeOptions {
  workerData?: { fake?: FakeData; signals?: Signals };
  transferList?: readonly TransferListItem[];
}

let lastId = 0;

/** Replaces a `Worker`. It does nothing but what a life orders, and takes no time. */
export class FakeThread extends EventEmitter {
  threadId = ++lastId;
  readonly role: Role | undefined;
  readonly signals: Signals | undefined;
  private readonly fake: FakeData | undefined;
  private readonly ports: readonly TransferListItem[];
  private hasHeardStop = false;
  private isEnding = false;
  private readonly ended: Promise<number>;
  private resolve: (code: number) => void = () => undefined;

  constructor(_file: string | URL, { workerData, transferList = [] }: FakeOptions = {}) {
    super();
    this.fake = workerData?.fake;
    if (this.fake?.cannotStart !== undefined) throw this.fake.cannotStart;
    this.role = this.fake?.role;
    this.signals = workerData?.signals;
    this.ports = transferList;
    this.ended = new Promise((resolve) => (this.resolve = resolve));
    this.fake?.owner.started(this);
    setImmediate(() => this.emit('online'));
  }

  get isAlive(): boolean {
    return this.threadId !== -1;
  }

  get isAsked(): boolean {
    if (this.role === 'server') return this.hasHeardStop;
    return this.signals !== undefined && isStopped(this.signals);
  }

  postMessage(message: unknown): void {
    if (message !== 'stop') return;
    this.hasHeardStop = true;
    if (this.fake?.isWilling === true) this.end(0);
  }

  /** Posts a message to the main thread. */
  say(message: unknown): void {
    setImmediate(() => {
      if (this.isAlive) this.emit('message', message);
    });
  }

  /** Ends the thread, after an error if there is one. A thread can throw any value. */
  end(code: number, error?: unknown): void {
    if (this.isEnding) return;
    this.isEnding = true;
    setImmediate(() => {
      if (error !== undefined) this.fail(error);
      setImmediate(() => {
        this.threadId = -1;
        for (const port of this.ports) (port as MessagePort).close();
        this.emit('exit', code);
        this.resolve(code);
      });
    });
  }

  terminate(): Promise<number> {
    if (this.isAlive && !this.isEnding) this.fake?.owner.terminated(this);
    this.end(1);
    return this.ended;
  }

  ref(): void {}

  unref(): void {}

  private fail(error: unknown): void {
    if (this.listenerCount('error') > 0) this.emit('error', error);
    else this.fake?.owner.unheard();
  }
}
