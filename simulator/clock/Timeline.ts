import { SimulationError } from './SimulationError';
import { EventQueue } from './EventQueue';
import type { Owner, SimulatedEvent } from './EventQueue';

/** Microseconds in a millisecond. */
export const MS = 1000;

/** When every simulation starts: 1 January 2026, in milliseconds since 1970. */
export const START_MS = Date.UTC(2026, 0, 1);

/** After this number of events, the process looks at its signals and its input. */
const EVENTS_IN_A_ROW = 1000;

/**
 * The virtual clock and its events. The clock jumps from event to event. Each event belongs to one
 * owner. After an event, all promises that can settle do so before the next event. So everything
 * that runs belongs to the owner of the current event.
 */
export class Timeline {
  readonly #queue = new EventQueue();
  #now = 0;
  #events = 0;
  #owner: Owner | undefined;
  #failure: unknown;
  /** Events after this time stay in the queue. In whole microseconds. */
  end = Infinity;

  /** @param explain returns what `run` throws after an event has thrown an error */
  constructor(private readonly explain: (error: unknown, owner: Owner) => unknown = String) {}

  /** The time since the start, in whole microseconds. */
  get now(): number {
    return this.#now;
  }

  /** The date of the virtual clock, in whole milliseconds since 1970. */
  get date(): number {
    return START_MS + Math.floor(this.#now / MS);
  }

  /**
   * The owner of the current event.
   *
   * @throws SimulationError `outside-event` if no event runs
   */
  get owner(): Owner {
    if (this.#owner === undefined) throw new SimulationError('outside-event');
    return this.#owner;
  }

  /** Makes `run` happen to `owner`, some whole microseconds from now. */
  after(delay: number, owner: Owner, run: () => void): SimulatedEvent {
    const event = { time: this.#now + delay, order: ++this.#events, owner, run };
    this.#queue.add(event);
    return event;
  }

  /** Runs something now as a part of an owner, without an event. It must not await. */
  during<Result>(owner: Owner, run: () => Result): Result {
    const before = this.#owner;
    this.#owner = owner;
    try {
      return run();
    } finally {
      this.#owner = before;
    }
  }

  /** Makes `run` end with this error. Later errors change nothing. */
  fail(error: unknown): void {
    this.#failure ??= error;
  }

  /**
   * Runs the events in their order until `end`. Then the clock shows `end`, even if the last event
   * was earlier.
   *
   * @throws the error that was passed to `fail`, or that an event has thrown
   */
  async run(): Promise<void> {
    await new Promise<void>((resolve) => {
      let inARow = 0;
      const next = (): void => {
        if (!this.#runNext()) resolve();
        else if (++inARow % EVENTS_IN_A_ROW === 0) setImmediate(next);
        // A tick comes only after the last promise. A turn of the event loop would cost more.
        else queueMicrotask(() => process.nextTick(next));
      };
      setImmediate(next);
    });
    this.#owner = undefined;
    if (this.#failure !== undefined) throw this.#failure;
    if (this.end < Infinity) this.#now = Math.max(this.#now, this.end);
  }

  /** Returns false if there is no event until the end, or after a failure. */
  #runNext(): boolean {
    let run: SimulatedEvent['run'];
    while (run === undefined) {
      const event = this.#queue.first;
      if (this.#failure !== undefined || event === undefined || event.time > this.end) return false;
      this.#queue.removeFirst();
      if (event.run === undefined || event.owner.isGone) continue;
      this.#now = event.time;
      this.#owner = event.owner;
      run = event.run;
      // A timer is often kept by what waits for it.
      event.run = undefined;
    }
    try {
      run();
    } catch (error) {
      this.fail(this.explain(error, this.owner));
    }
    return true;
  }
}
