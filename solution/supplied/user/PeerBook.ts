import type { Address, Endpoint, Peer } from '../types';

/** The most peers that are remembered. */
const MAX_PEERS = 256;

/** A peer silent for that long is forgotten: 10 minutes. */
const FORGET_MS = 10 * 60 * 1000;

/** The longest pause before a silent peer is tried again. */
const MAX_BACKOFF_MS = 60 * 1000;

interface Entry {
  peer: Peer;
  heardAt: number;
  /** Failures since it was last heard. */
  failures: number;
  retryAt: number;
}

/** The other users that have shown that they are of our network. */
export class PeerBook {
  readonly #entries = new Map<Address, Entry>();

  /**
   * @param self our own address, which never enters
   * @param livingMs who was heard within that time is alive
   */
  constructor(
    private readonly self: Address,
    private readonly livingMs: number,
  ) {}

  /**
   * Enters a peer that has just been heard, in place of whoever was known at its endpoint. Nobody
   * can take the place of a living peer by giving out its address as their own.
   *
   * @returns true if it was not known there before; false also if the address is taken or the book
   *   is full
   */
  learn(peer: Peer): boolean {
    if (peer.address === this.self || this.isTaken(peer.address, peer)) return false;
    const known = this.get(peer.address);
    if (known !== undefined && isSame(known, peer)) {
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

  /** Who is known to listen there. */
  at(endpoint: Endpoint): Peer | undefined {
    return this.all().find((peer) => isSame(peer, endpoint));
  }

  all(): Peer[] {
    return [...this.#entries.values()].map(({ peer }) => peer);
  }

  /** Those worth asking now: all but the silent ones whose time has not come. */
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
      !isSame(entry.peer, endpoint) &&
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

  /** Notes that a peer did not answer, and waits twice as long each time before the next try. */
  failed(address: Address): void {
    const entry = this.#entries.get(address);
    if (entry === undefined) return;
    const pause = Math.min(MAX_BACKOFF_MS, 500 * 2 ** entry.failures);
    entry.failures++;
    entry.retryAt = performance.now() + pause;
  }

  /** Forgets whoever has been silent for ten minutes, and returns them. */
  forgetSilent(): Peer[] {
    const now = performance.now();
    const gone = [...this.#entries.values()].filter(({ heardAt }) => now - heardAt > FORGET_MS);
    for (const { peer } of gone) this.#entries.delete(peer.address);
    return gone.map(({ peer }) => peer);
  }
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.host === b.host && a.port === b.port;
}
