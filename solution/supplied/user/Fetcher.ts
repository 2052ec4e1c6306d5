import { chainWork } from '../chain/Chain';
import { ChainFetch, SLOW_MS } from './ChainFetch';
import type { FetchTools } from './ChainFetch';
import { Refusal } from '../Refusal';
import { RefusedBlocks } from './RefusedBlocks';
import { TaskPool } from './TaskPool';
import type { Limits } from './TaskPool';
import type { Endpoint } from '../types';
import { endpointKey } from '../wire/endpointKey';

/** The maximum number of endpoints whose failures are remembered. */
const MOST_FAILURES = 1000;

/** From the second failure on, the endpoint is left out for 0.5 s, then 1 s, up to 5 s. */
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;

/** The maximum number of endpoints that wait. */
const MOST_WAITING = 1000;

/**
 * How many users are asked for their status at the same time. This costs us little, so users that
 * answer slowly do not hold up the others.
 */
const VISITS = { atOnce: 8, most: 64, slowMs: SLOW_MS };

/** One fetch at a time. A slow fetch makes room for others, but only for so many. */
const FETCHES = { atOnce: 1, most: 8, slowMs: SLOW_MS };

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

/** An endpoint that waits for a fetch, because it claims more work than we had. */
interface Claim extends Waiting {
  work: number;
}

/** The failures of an endpoint. */
interface Failures {
  count: number;
  /** Before this time, we do not ask the endpoint again. */
  retryAt: number;
}

/**
 * Fetches the blocks that we lack. First asks a user for its status, and then fetches if the user
 * claims more work. In each lane, the users that most often brought nothing are the last, and known
 * users come before strangers.
 */
export class Fetcher {
  /** The endpoints whose status we ask for soon. */
  readonly #waiting = new Map<string, Waiting>();
  /** The endpoints from which we fetch soon. */
  readonly #claims = new Map<string, Claim>();
  /** The endpoints that we visit now, or from which we fetch now or soon. */
  readonly #busy = new Set<string>();
  readonly #failures = new Map<string, Failures>();
  readonly #visits = poolsOf(VISITS);
  readonly #fetches = poolsOf(FETCHES);
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
    const waiting = { from, lane: this.#laneOf(from) };
    this.#waiting.set(key, waiting);
    setImmediate(() => this.#visitSoon(waiting));
  }

  /** Fetches these blocks now. Resolves when the fetch has ended, even if the fetch failed. */
  async fetch(from: Endpoint): Promise<void> {
    const work = await this.#claimedBy(from);
    if (work === undefined) return;
    await this.#fetch({ from, work }, new ChainFetch(from, this.tools, this.#refused));
  }

  /** Visits the next user of a lane as soon as there is room. */
  #visitSoon({ lane }: Waiting): void {
    void this.#visits[lane].run(async () => {
      const next = this.#takeNext(this.#waiting, lane, this.#busy);
      if (next === undefined) return;
      const key = endpointKey(next.from);
      this.#busy.add(key);
      const work = await this.#claimedBy(next.from);
      if (work === undefined) return this.#end(next);
      this.#claims.set(key, { ...next, work });
      this.#fetchSoon(next);
    });
  }

  /** Fetches from the next user of a lane as soon as there is room. */
  #fetchSoon({ lane }: Waiting): void {
    let current: ChainFetch | undefined;
    const fetchNext = async (): Promise<void> => {
      const next = this.#takeNext(this.#claims, lane);
      if (next === undefined) return;
      current = new ChainFetch(next.from, this.tools, this.#refused);
      await this.#fetch(next, current).finally(() => this.#end(next));
    };
    void this.#fetches[lane].run(fetchNext, () => current?.isSlow ?? false);
  }

  #end({ from }: Waiting): void {
    const key = endpointKey(from);
    this.#busy.delete(key);
    // The user has announced more blocks since.
    if (!this.#waiting.has(key)) return;
    const waiting = { from, lane: this.#laneOf(from) };
    this.#waiting.set(key, waiting);
    this.#visitSoon(waiting);
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

  /**
   * Takes the endpoint of a lane that we trust most out of a queue.
   *
   * @param without the keys of endpoints that stay in the queue
   */
  #takeNext<Item extends Waiting>(
    queue: Map<string, Item>,
    lane: Lane,
    without: ReadonlySet<string> = new Set(),
  ): Item | undefined {
    const next = [...queue]
      .filter(([key, each]) => each.lane === lane && !without.has(key))
      .map(([, each]) => each)
      .reduce<Item | undefined>(
        (best, each) => (best && this.#trust(best.from) >= this.#trust(each.from) ? best : each),
        undefined,
      );
    if (next !== undefined) queue.delete(endpointKey(next.from));
    return next;
  }

  /** Ranks an endpoint. The highest is the next. */
  #trust(endpoint: Endpoint): number {
    const failures = this.#failures.get(endpointKey(endpoint))?.count ?? 0;
    const { peers } = this.tools.contacts;
    return (this.#isStranger(endpoint) ? 0 : 1) - failures - peers.fruitlessAt(endpoint);
  }

  /** Visits a user. Returns the work that it claims, if this is more than our chain has. */
  async #claimedBy(from: Endpoint): Promise<number | undefined> {
    const { chain, contacts } = this.tools;
    const status = await contacts.visit(from);
    if (status === undefined) this.#noteFailure(from);
    else if (status.work > chainWork(chain)) return status.work;
    else contacts.peers.wasFruitlessAt(from);
    return undefined;
  }

  async #fetch({ from, work }: Pick<Claim, 'from' | 'work'>, fetch: ChainFetch): Promise<void> {
    const { chain, contacts, onError } = this.tools;
    try {
      // Perhaps another user has brought the same blocks since.
      const adopted = work > chainWork(chain) ? await fetch.run() : 0;
      if (adopted > 0) this.#succeeded(from);
      // The user claimed work, and did not bring it.
      else if (work > chainWork(chain)) this.#failed(from);
      else contacts.peers.wasFruitlessAt(from);
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

function poolsOf(limits: Limits): Record<Lane, TaskPool> {
  return { useful: new TaskPool(limits), other: new TaskPool(limits) };
}
