import { chainWork } from '../chain/Chain';
import { ChainFetch, SLOW_MS } from './ChainFetch';
import type { FetchTools } from './ChainFetch';
import { Refusal } from '../Refusal';
import { RefusedBlocks } from './RefusedBlocks';
import { TaskPool } from './TaskPool';
import type { Endpoint } from '../types';
import { endpointKey } from '../wire/endpointKey';

/** The maximum number of endpoints whose failures are remembered. */
const MOST_FAILURES = 1000;

/** From the second failure on, the endpoint is left out for 0.5 s, then 1 s, up to 5 s. */
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;

/** The maximum number of endpoints that wait. */
const MOST_WAITING = 1000;

/** One fetch at a time. A slow fetch makes room for others, but only for so many. */
const LIMITS = { atOnce: 1, most: 8, slowMs: SLOW_MS };

export interface FetcherTools extends FetchTools {
  /** Called with each error of a peer or of our own code. */
  onError: (error: unknown) => void;
}

/** Users that have brought us blocks have a lane of their own, so that they never wait for others. */
type Lane = 'useful' | 'other';

/** An endpoint that waits. */
interface Waiting {
  from: Endpoint;
  lane: Lane;
}

/** The failures of an endpoint. */
interface Failures {
  count: number;
  /** Before this time, we do not ask the endpoint again. */
  retryAt: number;
}

/**
 * Fetches the blocks that we lack. In each lane, the users whose fetches have failed most often are
 * the last, and known users come before strangers.
 */
export class Fetcher {
  readonly #waiting = new Map<string, Waiting>();
  /** The endpoints from which we fetch now. */
  readonly #fetching = new Set<string>();
  readonly #failures = new Map<string, Failures>();
  readonly #lanes: Record<Lane, TaskPool> = {
    useful: new TaskPool(LIMITS),
    other: new TaskPool(LIMITS),
  };
  readonly #refused = new RefusedBlocks();

  constructor(private readonly tools: FetcherTools) {}

  /**
   * Fetches the blocks that a user has and we lack. Begins after the current message is answered.
   * Of the strangers on one host, only one waits.
   */
  fetchLater(from: Endpoint): void {
    const key = endpointKey(from);
    if (this.#waiting.has(key) || this.#waiting.size >= MOST_WAITING) return;
    if (performance.now() < (this.#failures.get(key)?.retryAt ?? 0)) return;
    if (this.#isStranger(from) && this.#waitsFor(from.host)) return;
    const lane = this.#laneOf(from);
    this.#waiting.set(key, { from, lane });
    setImmediate(() => this.#begin(lane));
  }

  /** Fetches these blocks now. Resolves when the fetch has ended, even if the fetch failed. */
  async fetch(from: Endpoint): Promise<void> {
    await this.#fetch(from, new ChainFetch(from, this.tools, this.#refused));
  }

  /** Begins a fetch in a lane as soon as there is room. */
  #begin(lane: Lane): void {
    let current: ChainFetch | undefined;
    const fetchNext = async (): Promise<void> => {
      const next = this.#takeNext(lane);
      if (next === undefined) return;
      current = new ChainFetch(next, this.tools, this.#refused);
      await this.#fetch(next, current);
    };
    void this.#lanes[lane].run(fetchNext, () => current?.isSlow ?? false);
  }

  #laneOf(endpoint: Endpoint): Lane {
    return this.tools.contacts.peers.isUseful(endpoint) ? 'useful' : 'other';
  }

  #isStranger(endpoint: Endpoint): boolean {
    return this.tools.contacts.peers.at(endpoint) === undefined;
  }

  /** True if a stranger on this host waits. */
  #waitsFor(host: string): boolean {
    return [...this.#waiting.values()].some(
      ({ from }) => from.host === host && this.#isStranger(from),
    );
  }

  #takeNext(lane: Lane): Endpoint | undefined {
    const next = [...this.#waiting]
      .filter(([key, waiting]) => waiting.lane === lane && !this.#fetching.has(key))
      .map(([, { from }]) => from)
      .reduce<Endpoint | undefined>(
        (best, each) => (best && this.#trust(best) >= this.#trust(each) ? best : each),
        undefined,
      );
    if (next !== undefined) this.#waiting.delete(endpointKey(next));
    return next;
  }

  /** Ranks an endpoint. The highest is the next. */
  #trust(endpoint: Endpoint): number {
    const failures = this.#failures.get(endpointKey(endpoint))?.count ?? 0;
    return (this.#isStranger(endpoint) ? 0 : 1) - failures;
  }

  async #fetch(from: Endpoint, fetch: ChainFetch): Promise<void> {
    const key = endpointKey(from);
    this.#fetching.add(key);
    try {
      await this.#fetchIfBetter(from, fetch);
    } finally {
      this.#fetching.delete(key);
      // The user has announced more blocks since.
      if (this.#waiting.has(key)) {
        const lane = this.#laneOf(from);
        this.#waiting.set(key, { from, lane });
        this.#begin(lane);
      }
    }
  }

  async #fetchIfBetter(from: Endpoint, fetch: ChainFetch): Promise<void> {
    const { chain, contacts, onError } = this.tools;
    const status = await contacts.visit(from);
    if (status === undefined) return this.#noteFailure(from);
    if (status.work <= chainWork(chain)) return;
    try {
      const adopted = await fetch.run();
      if (adopted > 0) this.#succeeded(from);
      // The user claimed work, and did not bring it.
      else if (status.work > chainWork(chain)) this.#failed(from);
    } catch (error) {
      // A block that is too early can also mean that our own clock is slow.
      if (!(error instanceof Refusal && error.code === 'bad-timestamp')) this.#failed(from);
      onError(error);
    }
  }

  #succeeded(from: Endpoint): void {
    this.tools.contacts.peers.wasUsefulAt(from);
    const failures = this.#failures.get(endpointKey(from));
    if (failures !== undefined && failures.count > 1) failures.count--;
    else this.#failures.delete(endpointKey(from));
  }

  /** Notes that a user has not brought what it claims. */
  #failed(from: Endpoint): void {
    this.#noteFailure(from);
    this.tools.contacts.peers.failedAt(from);
  }

  /** The user is asked after all others, and not at once. */
  #noteFailure(from: Endpoint): void {
    const key = endpointKey(from);
    const count = (this.#failures.get(key)?.count ?? 0) + 1;
    const pause = count < 2 ? 0 : Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** (count - 2));
    this.#failures.delete(key);
    const [oldest] = this.#failures.keys();
    if (this.#failures.size >= MOST_FAILURES) this.#failures.delete(oldest);
    this.#failures.set(key, { count, retryAt: performance.now() + pause });
  }
}
