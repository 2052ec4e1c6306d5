import type { Endpoint } from '../../solution/supplied/types';
import { endpointKey } from '../../solution/supplied/wire/endpointKey';
import { MAX_NAMED, MAX_VISITS, MAX_VISITS_A_NAMER } from './limits';

interface Queue {
  waiting: Map<string, Endpoint>;
  visiting: number;
}

/**
 * Visits endpoints where users possibly listen, a few at a time. Each user that names endpoints has
 * its own queue, with limits. Therefore a user that names a thousand false endpoints delays only
 * its own queue.
 */
export class Visits {
  /** The queue of each namer. */
  readonly #queues = new Map<string, Queue>();
  /** The earliest time of the next visit to each endpoint that was visited recently. */
  readonly #notBefore = new Map<string, number>();
  #visiting = 0;

  /** @param pauseMs the minimum time between two visits to the same endpoint */
  constructor(
    private readonly visit: (endpoint: Endpoint) => Promise<void>,
    private readonly pauseMs: number,
  ) {}

  /**
   * Queues endpoints for a visit, except endpoints that were visited recently.
   *
   * @param namer the address of the user that named the endpoints, or `''` for the observer itself
   */
  add(namer: string, endpoints: readonly Endpoint[]): void {
    const queue = this.#queues.get(namer) ?? { waiting: new Map(), visiting: 0 };
    this.#queues.set(namer, queue);
    const now = performance.now();
    for (const { host, port } of endpoints) {
      if (queue.waiting.size >= MAX_NAMED) break;
      const key = endpointKey({ host, port });
      if ((this.#notBefore.get(key) ?? 0) <= now) queue.waiting.set(key, { host, port });
    }
    this.#startNext();
  }

  /** Starts as many visits as the limits allow. */
  #startNext(): void {
    this.#forgetOldVisits();
    for (const [namer, queue] of [...this.#queues]) {
      while (this.#visiting < MAX_VISITS && queue.visiting < MAX_VISITS_A_NAMER) {
        const [first] = queue.waiting;
        if (first === undefined) break;
        const [key, endpoint] = first;
        queue.waiting.delete(key);
        if ((this.#notBefore.get(key) ?? 0) > performance.now()) continue;
        void this.#start(key, endpoint, queue);
      }
      // The queue moves to the end, because another queue has the next turn.
      this.#queues.delete(namer);
      if (queue.waiting.size > 0 || queue.visiting > 0) this.#queues.set(namer, queue);
    }
  }

  async #start(key: string, endpoint: Endpoint, queue: Queue): Promise<void> {
    this.#notBefore.set(key, Infinity);
    this.#visiting++;
    queue.visiting++;
    try {
      await this.visit(endpoint);
    } finally {
      this.#visiting--;
      queue.visiting--;
      this.#notBefore.set(key, performance.now() + this.pauseMs);
      this.#startNext();
    }
  }

  #forgetOldVisits(): void {
    const now = performance.now();
    for (const [key, time] of this.#notBefore) if (time <= now) this.#notBefore.delete(key);
  }
}
