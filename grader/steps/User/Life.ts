import { afterRunning } from '../../harness/parent/sandbox/afterRunning';
import type { Random } from '../../harness/parent/suite/Random';
import { MOST_EVENTS } from './channel/LifeEvent';
import type { LifeEvent } from './channel/LifeEvent';
import type { Behaviours, LifeOrder, StoryMessage } from './channel/LifeOrder';
import { readLifeEvent } from './readLifeEvent';
import { WatchedUser } from './WatchedUser';
import type { LifeLine, Outcome } from './WatchedUser';

/** How long to wait for an event that should happen soon, in milliseconds. */
export const WAIT_MS = 1500;

/** The maximum time in which a life without work ends, in milliseconds. */
const END_MS = 1500;

/** A condition that a story waits for. */
interface Wait {
  holds: () => boolean;
  settle: (holds: boolean) => void;
  /** Ends the time limit, if there is one. */
  stopTimer: () => void;
}

/**
 * The life of some users in a thread of the submission's process. A story gives orders, and waits
 * for events.
 */
export class Life implements LifeLine {
  /** The number of timers that ran after the last turn. */
  timers = 0;
  private readonly users = new Map<string, WatchedUser>();
  private readonly waits = new Set<Wait>();
  /** The turns that the life has not reported yet. */
  private readonly turns = new Set<string>();
  private orders: LifeOrder[] = [];
  private heard = 0;
  private state: 'begun' | 'leaving' | 'left' = 'begun';
  private isOver = false;

  constructor(
    private readonly tell: (message: StoryMessage) => void,
    private readonly random: Random,
    /** All waits are longer by this factor. */
    readonly slowness: number,
  ) {}

  /** Creates a user. */
  create(behaviours: Behaviours = {}): WatchedUser {
    const id = this.newId();
    const user = new WatchedUser(id, this, behaviours);
    this.users.set(id, user);
    return user;
  }

  /** Returns an id that a canned list of events cannot contain. */
  newId(): string {
    return this.random.hex(16);
  }

  /** Returns a word that a canned list of events cannot contain. */
  newWord(): string {
    return `hello ${this.random.hex(8)}`;
  }

  /** Gives an order. The orders of one tick are obeyed in one tick. */
  order(order: LifeOrder): void {
    if (this.orders.length === 0) queueMicrotask(() => this.send());
    this.orders.push(order);
  }

  /**
   * Waits until a condition is true. After `ms`, or longer on a slow machine, all events that were due by then count too.
   *
   * @returns false if the condition is false during the whole wait
   */
  async until(holds: () => boolean, ms = WAIT_MS): Promise<boolean> {
    if (await this.wait(holds, ms)) return true;
    // If the thread of the users hangs, there is no turn. Then the check hangs too.
    await this.turn();
    return holds();
  }

  /** Waits until all these calls have settled, but at most `WAIT_MS`. */
  settled(...outcomes: readonly Outcome[]): Promise<boolean> {
    return this.until(() => outcomes.every(({ state }) => state !== 'pending'));
  }

  /** Waits until all due events have happened. Looks at `this.threads` of each user. */
  async turn(): Promise<void> {
    const turn = this.newId();
    this.turns.add(turn);
    this.order({ order: 'turn', turn });
    await this.wait(() => !this.turns.has(turn));
  }

  /** Returns true if the life ends by itself, because nothing is left that keeps it alive. */
  leave(): Promise<boolean> {
    this.send();
    this.state = 'leaving';
    this.tell('leave');
    return this.wait(() => this.state === 'left', END_MS);
  }

  /** Ends the life. Its later events do not count. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.tell('end');
    for (const { stopTimer } of this.waits) stopTimer();
    this.waits.clear();
  }

  /**
   * Takes a message of the life.
   *
   * @throws Error if an honest life does not send such a message
   */
  hear(message: unknown): void {
    if (this.isOver) return;
    if (++this.heard > MOST_EVENTS) throw new Error('too many events');
    this.take(readLifeEvent(message));
    for (const wait of this.waits) if (wait.holds()) this.settle(wait, true);
  }

  private take(event: LifeEvent): void {
    if (event.event === 'left') {
      if (this.state !== 'leaving') throw new Error('a life that was not told to leave');
      this.state = 'left';
    } else if (event.event === 'turned') {
      if (!this.turns.delete(event.turn)) throw new Error('a turn that was not ordered');
      this.timers = event.timers;
    } else {
      const user = this.users.get(event.user);
      if (user === undefined) throw new Error('an event of a user that was not created');
      user.hear(event);
    }
  }

  private wait(holds: () => boolean, ms?: number): Promise<boolean> {
    if (holds()) return Promise.resolve(true);
    return new Promise((settle) => {
      const wait: Wait = { holds, settle, stopTimer: () => undefined };
      if (ms !== undefined) {
        wait.stopTimer = afterRunning(ms * this.slowness, () => this.settle(wait, false));
      }
      this.waits.add(wait);
    });
  }

  private settle(wait: Wait, holds: boolean): void {
    wait.stopTimer();
    this.waits.delete(wait);
    wait.settle(holds);
  }

  private send(): void {
    const { orders } = this;
    this.orders = [];
    if (orders.length > 0 && !this.isOver) this.tell(orders);
  }
}
