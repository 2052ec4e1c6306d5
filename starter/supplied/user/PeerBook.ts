import type { Address, Endpoint, Peer } from '../types';

/** The maximum number of peers to remember. */
const MAX_PEERS = 256;

/** How long a peer can be silent before we forget it, in milliseconds: 10 minutes. */
const FORGET_MS = 10 * 60 * 1000;

/** The maximum pause before a silent peer is asked again, in milliseconds. */
const MAX_BACKOFF_MS = 60 * 1000;

interface Entry {
  peer: Peer;
  heardAt: number;
  /** The number of failures after the peer was last heard. */
  failures: number;
  retryAt: number;
}

/** The other users that we know. Each user has shown that it is of our network. */
export class PeerBook {
  readonly #entries = new Map<Address, Entry>();

  /**
   * @param self our own address, which is never added
   * @param livingMs how long a peer counts as alive after it was heard, in milliseconds
   */
  constructor(
    private readonly self: Address,
    private readonly livingMs: number,
  ) {}

  /**
   * Adds a peer that has just been heard. The new peer replaces the known peer at the same
   * endpoint. A stranger that claims the address of a living peer is not added.
   *
   * @returns true if the peer was added; false if the peer is already known at this endpoint, its
   *   address is taken, or the book is full
   */
  learn(peer: Peer): boolean {
    if (peer.address === this.self || this.isTaken(peer.address, peer)) return false;
    const known = this.get(peer.address);
    if (known !== undefined && isSameEndpoint(known, peer)) {
      this.heard(peer.address);
      return false;
    }
    const before = this.at(peer);
    if (before !== undefined) this.#entries.delete(before.address);
    if (known === undefined && this.#entries.size >= MAX_PEERS) return false;
    const { name, address, host, port } = peer;
    this.#entries.set(address, {
      peer: { name, address, host, port },
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
    return this.all().find((peer) => isSameEndpoint(peer, endpoint));
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

  /** True if a living peer has that address at another endpoint. */
  isTaken(address: Address, endpoint: Endpoint): boolean {
    const entry = this.#entries.get(address);
    return (
      entry !== undefined &&
      !isSameEndpoint(entry.peer, endpoint) &&
      performance.now() - entry.heardAt < this.livingMs
    );
  }

  heard(address: Address): void {
    const entry = this.#entries.get(address);
    if (entry === undefined) return;
    entry.heardAt = performance.now();
    entry.failures = 0;
    entry.retryAt = 0;
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

  /** Forgets the peers that were silent for ten minutes, and returns them. */
  forgetSilent(): Peer[] {
    const now = performance.now();
    const gone = [...this.#entries.values()].filter(({ heardAt }) => now - heardAt > FORGET_MS);
    for (const { peer } of gone) this.#entries.delete(peer.address);
    return gone.map(({ peer }) => peer);
  }
}

function isSameEndpoint(a: Endpoint, b: Endpoint): boolean {
  return a.host === b.host && a.port === b.port;
}
