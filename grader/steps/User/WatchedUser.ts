import { ClaimedClock } from './ClaimedClock';
import type { Described, FoundThreads, Limited, UserEvent } from './channel/LifeEvent';
import type { Behaviours, LifeOrder } from './channel/LifeOrder';
import { DEATH_MESSAGE } from './channel/ThreadOrder';
import type { Role, ThreadOrder } from './channel/ThreadOrder';

/** How long to wait for a call, in milliseconds. On a busy machine, threads start slowly. */
const CALL_WAIT_MS = 2300;

/** The state of a call of `start` or `stop`. */
export interface Outcome {
  name: 'start' | 'stop';
  state: 'pending' | 'resolved' | 'rejected';
  error?: Described;
  /** The threads that were running when the call settled. */
  alive: string[];
  /** True if `this.threads` was set when the call settled. */
  running: boolean;
  /** All threads of the user, also those that were started after the call. */
  threads: readonly StartedThread[];
}

/** A thread that the submission has started, and the code and data that this thread got. */
export interface StartedThread {
  code: Role | 'other code';
  data: Role | 'other data';
  /** Equal numbers stand for the same object. */
  signals: number;
  areShared: boolean;
  hasExited: boolean;
  isAsked: boolean;
  isTerminated: boolean;
  /** The number of the messages that the thread posted. */
  said: number;
  isReady: boolean;
  /** The words that came from the other thread. */
  heard: string[];
}

/** A call that was ordered. */
interface Call {
  outcome: Outcome;
  /** When the call was ordered, in milliseconds of our clock. */
  ordered: number;
}

/** What a watched user needs from its life. */
export interface LifeLine {
  order: (order: LifeOrder) => void;
  newId: () => string;
  until: (holds: () => boolean, ms?: number) => Promise<boolean>;
}

/**
 * A user of the submission, as its events show it. All states follow from the events in their order,
 * because the submission's process reports the events and could forge a state.
 */
export class WatchedUser {
  readonly started: StartedThread[] = [];
  /** The events that suites show, such as `miner exited`. */
  readonly events: string[] = [];
  /** The times of these events. */
  private readonly times: number[] = [];
  /** How many of these events were before each time limit was over for the first time. */
  private readonly onTime = new Map<Limited, number>();
  /** The errors of threads that had no listener for errors. */
  readonly unheard: string[] = [];
  /** The errors of the calls of `this.failed`. */
  readonly failures: Described[] = [];
  /** `this.threads` after the last turn. */
  threads: FoundThreads | undefined;
  private readonly calls = new Map<string, Call>();
  private readonly clock = new ClaimedClock();

  constructor(
    private readonly user: string,
    private readonly life: LifeLine,
    behaviours: Behaviours,
  ) {
    life.order({ order: 'create', user, behaviours });
  }

  /** Calls `start` or `stop`. */
  call(name: 'start' | 'stop'): Outcome {
    const outcome: Outcome = {
      ...({ name, state: 'pending', alive: [], running: false } as const),
      threads: this.started,
    };
    const call = this.life.newId();
    this.calls.set(call, { outcome, ordered: performance.now() });
    this.life.order({ order: 'call', user: this.user, call, name });
    return outcome;
  }

  /** Calls `start` or `stop`. Waits until the call settles, but at most `CALL_WAIT_MS`. */
  async done(name: 'start' | 'stop'): Promise<Outcome> {
    const outcome = this.call(name);
    await this.life.until(() => outcome.state !== 'pending', CALL_WAIT_MS);
    return outcome;
  }

  /** Sends an order to a thread. */
  send(to: Role, thread: ThreadOrder): void {
    this.life.order({ order: 'send', user: this.user, to, thread });
  }

  /** From now on, terminated threads end only after a call of `releaseTerminated`. */
  holdTerminated(): void {
    this.life.order({ order: 'hold', user: this.user });
  }

  releaseTerminated(): void {
    this.life.order({ order: 'release', user: this.user });
  }

  find(role: Role): StartedThread | undefined {
    return this.started.find(({ data }) => data === role);
  }

  /** Waits until the submission has started both threads. */
  bothStarted(): Promise<boolean> {
    return this.life.until(() => this.started.length >= 2);
  }

  /** Waits until both threads were asked to stop, or until a thread has ended. */
  bothAsked(): Promise<boolean> {
    return this.life.until(() => {
      const asked = this.events.filter((event) => event.endsWith('asked to stop'));
      return asked.length === 2 || this.alive.length < 2;
    });
  }

  /** Waits until this event has happened. */
  happened(event: string): Promise<boolean> {
    return this.life.until(() => this.events.includes(event));
  }

  /** The threads that have not ended. */
  get alive(): string[] {
    return this.started.filter(({ hasExited }) => !hasExited).map(({ data }) => data);
  }

  get lastToExit(): string {
    return this.events.findLast((event) => event.endsWith('exited')) === 'server exited'
      ? 'server'
      : 'miner';
  }

  /**
   * Returns the time between two events, in milliseconds. An event that happened twice counts when it
   * happened first. Returns undefined if an event has not happened.
   */
  between(event: string, other: string): number | undefined {
    const [from, to] = [event, other].map((each) => this.events.indexOf(each));
    return from < 0 || to < 0 ? undefined : this.times[to] - this.times[from];
  }

  /** True if an event happened after the time limit was over. */
  isLate(event: string, after: Limited): boolean {
    return this.events.indexOf(event) >= (this.onTime.get(after) ?? Infinity);
  }

  /**
   * Changes the user as an event says.
   *
   * @throws Error if the event names a thread or a call that does not exist, or a time that cannot be
   */
  hear(event: UserEvent): void {
    switch (event.event) {
      case 'started': {
        const { code, data, signals, areShared } = event;
        this.started.push({
          ...{ code, data, signals, areShared },
          ...{ hasExited: false, isAsked: false, isTerminated: false },
          ...{ said: 0, isReady: false, heard: [] },
        });
        return;
      }
      case 'exited':
        this.thread(event).hasExited = true;
        return this.note(`${this.thread(event).data} exited`, event);
      case 'terminated':
        this.thread(event).isTerminated = true;
        return this.note(`${this.thread(event).data} terminated`, event);
      case 'asked':
        this.thread(event).isAsked = true;
        return this.note(`${this.thread(event).data} asked to stop`, event);
      case 'said': {
        const thread = this.thread(event);
        thread.said++;
        thread.isReady ||= event.isReady;
        return;
      }
      case 'heard':
        this.thread(event).heard.push(event.words);
        return;
      case 'unheard':
        this.unheard.push(DEATH_MESSAGE);
        return;
      case 'overdue':
        if (!this.onTime.has(event.after)) this.onTime.set(event.after, this.events.length);
        return;
      case 'failed':
        this.failures.push(event.error);
        return;
      case 'looked':
        this.threads = event.threads;
        return;
      case 'called': {
        const { outcome, ordered } = this.callOf(event);
        this.clock.caused(ordered, event.at);
        return this.note(`${outcome.name} called`, event);
      }
      case 'settled': {
        const { outcome } = this.callOf(event);
        if (outcome.state !== 'pending') throw new Error('a call that settles twice');
        outcome.state = event.error === undefined ? 'resolved' : 'rejected';
        outcome.error = event.error;
        outcome.alive = this.alive;
        outcome.running = event.isRunning;
        return this.note(`${outcome.name} ${outcome.state}`, event);
      }
    }
  }

  private note(event: string, { at }: { at: number }): void {
    this.clock.arrived(at);
    this.events.push(event);
    this.times.push(at);
  }

  private thread({ thread }: { thread: number }): StartedThread {
    const started: StartedThread | undefined = this.started[thread];
    if (started === undefined) throw new Error('an event of a thread that was not started');
    return started;
  }

  private callOf({ call }: { call: string }): Call {
    const called = this.calls.get(call);
    if (called === undefined) throw new Error('an event of a call that was not ordered');
    return called;
  }
}
