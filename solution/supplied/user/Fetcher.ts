import { catchUp } from '../../catchUp';
import { longestChain } from '../../longestChain';
import { reorganise } from '../../reorganise';
import type { Reorganisation } from '../../reorganise';
import { chainWork } from '../chain/Chain';
import type { Chain } from '../chain/Chain';
import type { Contacts } from './Contacts';
import { Refusal } from '../Refusal';
import type { Branch, Endpoint } from '../types';

/** The most users waiting to be asked for blocks. */
const MAX_WAITING = 16;

/**
 * The longest that one user is asked for blocks in one go, in milliseconds. An honest one delivers
 * tens of thousands in that time, and the next round of gossip goes on from there; a hostile one
 * cannot keep us from the others.
 */
const FETCH_LIMIT_MS = 60_000;

export interface FetcherTools {
  chain: Chain;
  contacts: Contacts;
  now: () => number;
  /** Told of every branch that was adopted. */
  onAdopted: (branch: Branch, reorganisation: Reorganisation) => void;
  /** Told of an error that is no peer's doing. */
  onError: (error: unknown) => void;
}

/** Gets from others the blocks that we lack: from one user at a time, so that no two get in each other's way. */
export class Fetcher {
  readonly #waiting = new Map<string, Endpoint>();
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly tools: FetcherTools) {}

  /** Fetches what a user has and we lack, some time after the present message is answered. */
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

  /** The same at once; resolves when it is done, however it went. */
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
