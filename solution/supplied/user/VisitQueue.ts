import type { Address, Endpoint } from '../types';
import { endpointKey } from '../wire/endpointKey';

/** How many visits run at the same time, in all and to one host. */
const MOST_RUNNING = 32;
const MOST_OF_HOST = 16;

/** How many visits wait. With more, the visit that waits for the longest time is dropped. */
const MOST_WAITING = 256;

/** A visit that takes longer ends if others wait, in milliseconds. */
const SLOW_MS = 500;

/** Visits a user. Ends early when the signal is aborted. Never rejects. */
type Visit = (endpoint: Endpoint, claimed: Address, signal: AbortSignal) => Promise<unknown>;

interface Task {
  endpoint: Endpoint;
  claimed: Address;
}

/** A visit that has begun. */
interface Running {
  host: string;
  stop: AbortController;
}

/** The visits to users that said hello. Users that answer slowly do not hold up the others. */
export class VisitQueue {
  readonly #waiting = new Map<string, Task>();
  readonly #running = new Map<string, Running>();
  #isEnded = false;

  constructor(private readonly visit: Visit) {}

  /** Visits a user later. Returns immediately, before the visit. */
  add(endpoint: Endpoint, claimed: Address): void {
    const key = endpointKey(endpoint);
    if (this.#isEnded || this.#running.has(key) || this.#waiting.has(key)) return;
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size >= MOST_WAITING) this.#waiting.delete(oldest);
    this.#waiting.set(key, { endpoint, claimed });
    setImmediate(() => this.#next());
  }

  /** Ends all visits, and begins no others. */
  end(): void {
    this.#isEnded = true;
    this.#waiting.clear();
    for (const { stop } of this.#running.values()) stop.abort();
  }

  #next(): void {
    for (const [key, task] of this.#waiting) {
      if (this.#running.size >= MOST_RUNNING) return;
      const { host } = task.endpoint;
      const ofHost = [...this.#running.values()].filter((each) => each.host === host);
      if (ofHost.length >= MOST_OF_HOST) continue;
      this.#waiting.delete(key);
      const stop = new AbortController();
      this.#running.set(key, { host, stop });
      void this.#run(task, stop).finally(() => {
        this.#running.delete(key);
        this.#next();
      });
    }
  }

  async #run({ endpoint, claimed }: Task, stop: AbortController): Promise<void> {
    const endIfSlow = setInterval(() => {
      if (this.#waiting.size > 0) stop.abort();
    }, SLOW_MS).unref();
    await this.visit(endpoint, claimed, stop.signal).finally(() => clearInterval(endIfSlow));
  }
}
