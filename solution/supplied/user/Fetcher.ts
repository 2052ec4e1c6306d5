import { catchUp } from '../../catchUp';
import { adoptBranch } from '../chain/adoptBranch';
import type { Adoption } from '../chain/adoptBranch';
import { blockOf, chainWork } from '../chain/Chain';
import type { Chain } from '../chain/Chain';
import { isObject } from '../chain/checkShape';
import type { Contacts } from './Contacts';
import { Refusal } from '../Refusal';
import type { Branch, Endpoint } from '../types';
import type { ChainReply } from '../wire/messages';
import { endpointKey } from '../wire/endpointKey';

/**
 * How long one fetch can take, in milliseconds, and how much longer with each new block that comes. An
 * honest user sends thousands of blocks a second. A hostile user cannot occupy the queue.
 */
const PATIENCE_MS = 5000;
const PATIENCE_PER_BLOCK_MS = 20;

/** The maximum number of endpoints whose failures are remembered. */
const MOST_FAILURES = 1000;

export interface FetcherTools {
  chain: Chain;
  contacts: Contacts;
  now: () => number;
  /** Called after blocks were taken over. */
  onAdopted: (adoption: Adoption) => void;
  /** Called with each error of a peer or of our own code. */
  onError: (error: unknown) => void;
}

/**
 * Users that have brought us blocks have a lane of their own, so that they never wait for others. A
 * lane has one fetch at a time.
 */
type Lane = 'useful' | 'other';

/**
 * Fetches the blocks that we lack. In the lane of the others, known users come before strangers.
 */
export class Fetcher {
  readonly #waiting = new Map<string, Endpoint>();
  /** How often a fetch from an endpoint has failed. */
  readonly #failures = new Map<string, number>();
  readonly #running: Record<Lane, Promise<void>> = {
    useful: Promise.resolve(),
    other: Promise.resolve(),
  };

  constructor(private readonly tools: FetcherTools) {}

  /**
   * Fetches the blocks that a user has and we lack. Begins after the current message is answered.
   * Of the strangers on one host, only one waits.
   */
  fetchLater(from: Endpoint): void {
    const key = endpointKey(from);
    if (this.#waiting.has(key) || (this.#isStranger(from) && this.#waitsFor(from.host))) return;
    this.#waiting.set(key, from);
    setImmediate(() => {
      const lane = this.#laneOf(from);
      this.#running[lane] = this.#running[lane].then(() => this.#fetchNext(lane));
    });
  }

  /** Fetches these blocks now. Resolves when the fetch has ended, even if the fetch failed. */
  async fetch(from: Endpoint): Promise<void> {
    this.#running.other = this.#running.other.then(() => this.#fetch(from));
    await this.#running.other;
  }

  #laneOf(endpoint: Endpoint): Lane {
    return this.tools.contacts.peers.isUseful(endpoint) ? 'useful' : 'other';
  }

  #isStranger(endpoint: Endpoint): boolean {
    return this.tools.contacts.peers.at(endpoint) === undefined;
  }

  /** True if a stranger on this host waits. */
  #waitsFor(host: string): boolean {
    return [...this.#waiting.values()].some((each) => each.host === host && this.#isStranger(each));
  }

  async #fetchNext(lane: Lane): Promise<void> {
    const next = [...this.#waiting.values()]
      .filter((each) => this.#laneOf(each) === lane)
      .reduce<Endpoint | undefined>(
        (best, each) => (best && this.#trust(best) >= this.#trust(each) ? best : each),
        undefined,
      );
    if (next === undefined) return;
    this.#waiting.delete(endpointKey(next));
    await this.#fetch(next);
  }

  /** Ranks an endpoint. The highest is the next. */
  #trust(endpoint: Endpoint): number {
    const failures = this.#failures.get(endpointKey(endpoint)) ?? 0;
    return (this.#isStranger(endpoint) ? 0 : 1) - failures;
  }

  async #fetch(from: Endpoint): Promise<void> {
    const { chain, contacts, onError } = this.tools;
    const begun = performance.now();
    const status = await contacts.visit(from);
    if (status === undefined) this.#failed(from);
    if (status === undefined || status.work <= chainWork(chain)) return;
    let received = 0;
    const ask = async (first: number, limit: number): Promise<ChainReply> => {
      const left = begun + PATIENCE_MS + PATIENCE_PER_BLOCK_MS * received - performance.now();
      if (left <= 0) throw new Refusal('too-slow');
      const reply = await contacts.ask(from, { type: 'getChain', from: first, limit }, 'chain');
      received += reply.blocks.filter((block) => this.#isNew(block)).length;
      return reply;
    };
    let adopted = 0;
    const adopt = (branch: Branch): boolean => {
      const isAdopted = this.#adopt(branch);
      if (isAdopted) adopted += branch.length;
      return isAdopted;
    };
    try {
      await catchUp({ chain, ask, adopt });
      if (adopted > 0) {
        contacts.peers.wasUsefulAt(from);
        this.#failures.delete(endpointKey(from));
      } else if (status.work > chainWork(chain)) {
        // The user claimed work, and did not bring it.
        this.#failed(from);
        contacts.peers.failed(status.address);
      }
    } catch (error) {
      // A block that is too early can also mean that our own clock is slow.
      if (!(error instanceof Refusal && error.code === 'bad-timestamp')) {
        this.#failed(from);
        contacts.peers.failed(status.address);
      }
      onError(error);
    }
  }

  /** True if something that a user sent can be a block that we lack. */
  #isNew(candidate: unknown): boolean {
    if (!isObject(candidate) || typeof candidate.hash !== 'string') return false;
    return blockOf(this.tools.chain, candidate.hash) === undefined;
  }

  #failed(from: Endpoint): void {
    if (this.#failures.size >= MOST_FAILURES) this.#failures.clear();
    const key = endpointKey(from);
    this.#failures.set(key, (this.#failures.get(key) ?? 0) + 1);
  }

  #adopt(branch: Branch): boolean {
    const { chain, now, onAdopted } = this.tools;
    return adoptBranch(chain, branch, now(), onAdopted);
  }
}
