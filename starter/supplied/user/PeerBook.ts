import type { Address, Endpoint, Peer } from '../types';

/** The most peers that are remembered. */
const MAX_PEERS = 256;

/** A peer that was silent for this long is forgotten: 10 minutes. */
const FORGET_MS = 10 * 60 * 1000;

/** The longest pause before a silent peer is asked again. */
const MAX_BACKOFF_MS = 60 * 1000;

interface Entry {
  peer: Peer;
  heardAt: number;
  /** Failures since it was last heard. */
  failures: number;
  retryAt: number;
}

/** The other users that we know. Each has shown that it is of our network. */
export class PeerBook {
  readonly #entries = new Map<Address, Entry>();

  /**
   * @param self our own address, which is never entered
   * @param livingMs a peer that was heard within that time is alive
   */
  constructor(
    private readonly self: Address,
    private readonly livingMs: number,
  ) {}

  /**
   * Enters a peer that has just been heard. It replaces the peer that was known at its endpoint. A
   * stranger that claims the address of a living peer is not entered.
   *
   * @returns true if it was entered; false if it was known there already, its address is taken or
   *   the book is full
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

  /** The peer that listens there, if we know it. */
  at(endpoint: Endpoint): Peer | undefined {
    return this.all().find((peer) => isSameEndpoint(peer, endpoint));
  }

  all(): Peer[] {
    return [...this.#entries.values()].map(({ peer }) => peer);
  }

  /** The peers that are worth a message now: all except the silent ones that still have a pause. */
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

  /** Notes that a peer did not answer. It is asked again after a pause, which doubles each time. */
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
