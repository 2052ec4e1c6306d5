import type { Address, Endpoint, Peer } from '../types';
import { endpointKey } from '../wire/endpointKey';

/** The maximum number of peers to remember, in all and for one host. */
const MOST_PEERS = 512;
const MOST_OF_HOST = 256;

/** How long a peer that does not answer is remembered, in milliseconds: 10 minutes. */
const FORGET_MS = 10 * 60 * 1000;

/** The maximum pause before a silent peer is asked again, in milliseconds. */
const MAX_BACKOFF_MS = 60 * 1000;

interface Entry {
  peer: Peer;
  /** True if the peer has proven that it owns the key of its address. */
  isProven: boolean;
  /** True if the peer has sent us a block that is on our chain. */
  isUseful: boolean;
  /** How often we visited the peer for new blocks in vain, after its last new block. */
  fruitless: number;
  heardAt: number;
  /** The number of failures after the peer was last heard. */
  failures: number;
  retryAt: number;
}

/** The facts that decide which peer makes way. */
type Rated = Pick<Entry, 'isProven' | 'isUseful' | 'failures'>;

/** The other users that we know. Each user has shown that it is of our network. */
export class PeerBook {
  readonly #entries = new Map<Address, Entry>();
  /** The same entries by endpoint. */
  readonly #places = new Map<string, Entry>();
  /** The endpoints of users that were useful, and are not in the book yet. */
  readonly #useful = new Set<string>();

  /**
   * @param self our own address, which is never added
   * @param livingMs how long a peer counts as alive after it was heard, in milliseconds
   */
  constructor(
    private readonly self: Address,
    private readonly livingMs: number,
  ) {}

  /** The number of known peers. */
  get size(): number {
    return this.#entries.size;
  }

  /**
   * Adds a peer that has just been heard. The new peer replaces the known peer at the same
   * endpoint. If the book is full, the least useful peer makes way.
   *
   * @param isProven true if the peer has proven that it owns the key of its address
   * @returns true if the peer was added; false if it is already known at this endpoint, if its
   *   address belongs to another peer, or if all other peers are more useful
   */
  learn(peer: Peer, isProven: boolean): boolean {
    if (peer.address === this.self) return false;
    const known = this.#entries.get(peer.address);
    if (known !== undefined && isSameEndpoint(known.peer, peer)) {
      if (known.isProven && !isProven) return false;
      known.isProven = isProven;
      this.heard(peer.address);
      return false;
    }
    // A peer that proves the key owns the address, even if it has moved.
    if (known !== undefined && !isProven && (known.isProven || this.#isAlive(known))) {
      return false;
    }
    const before = this.#places.get(endpointKey(peer));
    for (const old of [known, before]) if (old !== undefined) this.#forget(old);
    const isUseful = (known?.isUseful ?? false) || this.#useful.delete(endpointKey(peer));
    if (!this.#makeRoom(peer, { isProven, isUseful, failures: 0 })) return false;
    const { name, address, host, port } = peer;
    this.#add({
      peer: { name, address, host, port },
      isProven,
      isUseful,
      fruitless: known?.fruitless ?? 0,
      heardAt: performance.now(),
      failures: 0,
      retryAt: 0,
    });
    return true;
  }

  get(address: Address): Peer | undefined {
    return this.#entries.get(address)?.peer;
  }

  /** Returns the known peer at an endpoint. Returns undefined if we know no peer there. */
  at(endpoint: Endpoint): Peer | undefined {
    return this.#places.get(endpointKey(endpoint))?.peer;
  }

  all(): Peer[] {
    return [...this.#entries.values()].map(({ peer }) => peer);
  }

  /**
   * Returns the peers to which we can send a message now. A silent peer is left out during its
   * pause.
   */
  reachable(): Peer[] {
    const now = performance.now();
    return [...this.#entries.values()]
      .filter(({ retryAt }) => retryAt <= now)
      .map(({ peer }) => peer);
  }

  /** Returns the silent peers that are in their pause. */
  paused(): Peer[] {
    const now = performance.now();
    return [...this.#entries.values()]
      .filter(({ retryAt }) => retryAt > now)
      .map(({ peer }) => peer);
  }

  /** True if a known peer has proven that it owns the key of the address. */
  isProven(address: Address): boolean {
    return this.#entries.get(address)?.isProven ?? false;
  }

  /** True if the peer at an endpoint was heard a moment ago, and has proven its address. */
  isAcquainted(endpoint: Endpoint, address = this.at(endpoint)?.address): boolean {
    const entry = this.#places.get(endpointKey(endpoint));
    return (
      entry !== undefined &&
      entry.isProven &&
      entry.peer.address === address &&
      this.#isAlive(entry)
    );
  }

  /** True if the peer at an endpoint has sent us a block that is on our chain. */
  isUseful(endpoint: Endpoint): boolean {
    return this.#places.get(endpointKey(endpoint))?.isUseful ?? false;
  }

  /** How often the peer at an endpoint had no new blocks for us, after its last new block. */
  fruitlessAt(endpoint: Endpoint): number {
    return this.#places.get(endpointKey(endpoint))?.fruitless ?? 0;
  }

  /** Returns some of the peers: at most `limit`, chosen at random. */
  some(limit: number): Peer[] {
    const peers = this.all();
    for (let i = 0; i < Math.min(limit, peers.length); i++) {
      const other = i + Math.floor(Math.random() * (peers.length - i));
      [peers[i], peers[other]] = [peers[other], peers[i]];
    }
    return peers.slice(0, limit);
  }

  /**
   * True if a living peer at another endpoint has proven that address. A peer that has proven nothing
   * cannot keep the owner of the address away.
   */
  isTaken(address: Address, endpoint: Endpoint): boolean {
    const entry = this.#entries.get(address);
    return (
      entry !== undefined &&
      entry.isProven &&
      !isSameEndpoint(entry.peer, endpoint) &&
      this.#isAlive(entry)
    );
  }

  heard(address: Address): void {
    const entry = this.#entries.get(address);
    if (entry === undefined) return;
    entry.heardAt = performance.now();
    entry.failures = 0;
    entry.retryAt = 0;
  }

  /** Notes that a peer announced something from the endpoint on which it listens. */
  heardAt(endpoint: Endpoint): void {
    const peer = this.at(endpoint);
    if (peer !== undefined) this.heard(peer.address);
  }

  /**
   * Notes that a user at an endpoint has sent us a block that is on our chain. A user that is not in
   * the book becomes useful when it is added.
   */
  wasUsefulAt(endpoint: Endpoint): void {
    const key = endpointKey(endpoint);
    const entry = this.#places.get(key);
    if (entry !== undefined) {
      entry.isUseful = true;
      entry.fruitless = 0;
      return;
    }
    const [oldest] = this.#useful;
    if (this.#useful.size >= MOST_PEERS) this.#useful.delete(oldest);
    this.#useful.add(key);
  }

  /**
   * Notes that a peer had no new blocks for us. Perhaps another peer has brought them before, so this
   * is no failure.
   */
  wasFruitlessAt(endpoint: Endpoint): void {
    const entry = this.#places.get(endpointKey(endpoint));
    if (entry !== undefined) entry.fruitless++;
  }

  /**
   * Notes that a peer did not answer. The peer is asked again after a pause, which doubles each
   * time.
   */
  failed(address: Address): void {
    const entry = this.#entries.get(address);
    if (entry === undefined) return;
    const pause = Math.min(MAX_BACKOFF_MS, 500 * 2 ** entry.failures);
    entry.failures++;
    entry.retryAt = performance.now() + pause;
  }

  /**
   * Notes that a user at an endpoint did not bring the blocks that it claims. It is asked again after
   * a pause. It is not useful until it sends us a block again.
   */
  failedAt(endpoint: Endpoint): void {
    this.#useful.delete(endpointKey(endpoint));
    const entry = this.#places.get(endpointKey(endpoint));
    if (entry === undefined) return;
    entry.isUseful = false;
    this.failed(entry.peer.address);
  }

  /** Forgets the peers that did not answer for ten minutes, and returns them. */
  forgetSilent(): Peer[] {
    const now = performance.now();
    const gone = [...this.#entries.values()].filter(
      ({ heardAt, failures }) => failures > 0 && now - heardAt > FORGET_MS,
    );
    for (const entry of gone) this.#forget(entry);
    return gone.map(({ peer }) => peer);
  }

  #isAlive({ heardAt }: Entry): boolean {
    return performance.now() - heardAt < this.livingMs;
  }

  /** Forgets the least useful peer if the book is full. Returns false if no peer makes way. */
  #makeRoom({ host }: Peer, newcomer: Rated): boolean {
    const all = [...this.#entries.values()];
    const ofHost = all.filter(({ peer }) => peer.host === host);
    const rivals = ofHost.length >= MOST_OF_HOST ? ofHost : all.length >= MOST_PEERS ? all : [];
    if (rivals.length === 0) return true;
    const least = rivals.reduce((low, entry) => (rankOf(entry) <= rankOf(low) ? entry : low));
    if (rankOf(least) > rankOf(newcomer)) return false;
    this.#forget(least);
    return true;
  }

  #add(entry: Entry): void {
    this.#entries.set(entry.peer.address, entry);
    this.#places.set(endpointKey(entry.peer), entry);
  }

  #forget({ peer }: Entry): void {
    this.#entries.delete(peer.address);
    this.#places.delete(endpointKey(peer));
  }
}

/**
 * Ranks a peer. Of equal peers, the newest makes way, so that a crowd of new ones drives out only
 * itself.
 */
function rankOf({ isProven, isUseful, failures }: Rated): number {
  return 4 * Number(isUseful) + 2 * Number(isProven) + Number(failures === 0);
}

function isSameEndpoint(a: Endpoint, b: Endpoint): boolean {
  return a.host === b.host && a.port === b.port;
}
