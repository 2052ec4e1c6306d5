import { catchUp } from '../../catchUp';
import { longestChain } from '../../longestChain';
import { reorganise } from '../../reorganise';
import type { Reorganisation } from '../../reorganise';
import { chainWork } from '../chain/Chain';
import type { Chain } from '../chain/Chain';
import type { Contacts } from './Contacts';
import { Refusal } from '../Refusal';
import type { Branch, Endpoint } from '../types';

/** The maximum number of users in the queue. */
const MAX_WAITING = 16;

/**
 * How long one call asks one user for blocks, in milliseconds. An honest user sends tens of
 * thousands of blocks in that time. The next round of gossip continues after these blocks. A
 * hostile user cannot occupy the queue for longer.
 */
const FETCH_LIMIT_MS = 60_000;

export interface FetcherTools {
  chain: Chain;
  contacts: Contacts;
  now: () => number;
  /** Called with each branch that was adopted. */
  onAdopted: (branch: Branch, reorganisation: Reorganisation) => void;
  /** Called with each error of a peer or of our own code. */
  onError: (error: unknown) => void;
}

/** Fetches the blocks that we lack, from one user at a time. */
export class Fetcher {
  readonly #waiting = new Map<string, Endpoint>();
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly tools: FetcherTools) {}

  /**
   * Fetches the blocks that a user has and we lack. Begins after the current message is answered.
   */
  fetchLater(from: Endpoint): void {
    const key = `${from.host} ${from.port}`;
    if (this.#waiting.size >= MAX_WAITING || this.#waiting.has(key)) return;
    this.#waiting.set(key, from);
    setImmediate(() => {
      this.#running = this.#running.then(async () => {
        this.#waiting.delete(key);
        await this.#fetch(from);
      });
    });
  }

  /** Fetches these blocks now. Resolves when the fetch has ended, even if the fetch failed. */
  async fetch(from: Endpoint): Promise<void> {
    this.#running = this.#running.then(() => this.#fetch(from));
    await this.#running;
  }

  async #fetch(from: Endpoint): Promise<void> {
    const { chain, contacts, onError } = this.tools;
    const status = await contacts.visit(from);
    if (status === undefined || status.work <= chainWork(chain)) return;
    const deadline = performance.now() + FETCH_LIMIT_MS;
    try {
      await catchUp({
        chain,
        ask: async (first, limit) => {
          if (performance.now() > deadline) throw new Refusal('too-slow');
          return contacts.ask(from, { type: 'getChain', from: first, limit }, 'chain');
        },
        adopt: (branch) => this.#adopt(branch),
      });
    } catch (error) {
      const peer = contacts.peers.at(from);
      if (peer !== undefined) contacts.peers.failed(peer.address);
      onError(error);
    }
  }

  #adopt(branch: Branch): boolean {
    const { chain, now, onAdopted } = this.tools;
    const best = longestChain(chain, [branch], now());
    if (best === null) return false;
    onAdopted(best, reorganise(chain, best, now()));
    return true;
  }
}
