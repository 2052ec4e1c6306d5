import type { Endpoint } from '../../solution/supplied/types';
import { MAX_NAMED, MAX_VISITS, MAX_VISITS_A_NAMER } from './limits';
import { placeOf } from './placeOf';

/** Whoever names a place: a user's address, or us. */
type Namer = string;

interface Queue {
  waiting: Map<string, Endpoint>;
  visiting: number;
}

/**
 * Places where somebody may listen, looked at a few at a time. Each who names places has a queue of
 * its own, of bounded length and with bounded visits at once, so that one who names a thousand that
 * do not exist delays nobody but itself.
 */
export class Visits {
  readonly #queues = new Map<Namer, Queue>();
  /** Places that are being looked at, or were lately: when they may be looked at again. */
  readonly #notBefore = new Map<string, number>();
  #visiting = 0;

  /**
   * @param visit looks at a place; true if that was worth while
   * @param pauseMs how long a place is left alone afterwards
   */
  constructor(
    private readonly visit: (endpoint: Endpoint) => Promise<void>,
    private readonly pauseMs: number,
  ) {}

  /** Looks at places, some time, unless that was done lately. */
  add(namer: Namer, endpoints: readonly Endpoint[]): void {
    const queue = this.#queues.get(namer) ?? { waiting: new Map(), visiting: 0 };
    this.#queues.set(namer, queue);
    const now = performance.now();
    for (const { host, port } of endpoints) {
      if (queue.waiting.size >= MAX_NAMED) break;
      const place = placeOf({ host, port });
      if ((this.#notBefore.get(place) ?? 0) <= now) queue.waiting.set(place, { host, port });
    }
    this.#next();
  }

  /** Starts what may be started, in turns. */
  #next(): void {
    this.#forget();
    for (const [namer, queue] of [...this.#queues]) {
      while (this.#visiting < MAX_VISITS && queue.visiting < MAX_VISITS_A_NAMER) {
        const [first] = queue.waiting;
        if (first === undefined) break;
        const [place, endpoint] = first;
        queue.waiting.delete(place);
        if ((this.#notBefore.get(place) ?? 0) > performance.now()) continue;
        void this.#look(place, endpoint, queue);
      }
      // Whoever had a turn is last in the next.
      this.#queues.delete(namer);
      if (queue.waiting.size > 0 || queue.visiting > 0) this.#queues.set(namer, queue);
    }
  }

  async #look(place: string, endpoint: Endpoint, queue: Queue): Promise<void> {
    this.#notBefore.set(place, Infinity);
    this.#visiting++;
    queue.visiting++;
    try {
      await this.visit(endpoint);
    } finally {
      this.#visiting--;
      queue.visiting--;
      this.#notBefore.set(place, performance.now() + this.pauseMs);
      this.#next();
    }
  }

  #forget(): void {
    const now = performance.now();
    for (const [place, time] of this.#notBefore) if (time <= now) this.#notBefore.delete(place);
  }
}
