import type { Socket } from 'node:net';

/** With more connections from one host, or with more connections in all, idle ones make way. */
const MANY_OF_HOST = 128;
const MANY = 256;

/** The maximum number of connections. */
const MOST = 512;

/** A connection that was active in this time is not idle, in milliseconds. */
const IDLE_MS = 100;

/** The maximum number of bytes of unfinished messages: 32 MiB. */
const MOST_BYTES = 32 * 1024 * 1024;

/** The place of one connection at a server. */
export interface Slot {
  readonly socket: Socket;
  /** The host from which the connection comes. */
  readonly host: string;
  /** When the connection began, or when its last byte came, by `performance.now()`. */
  activeAt: number;
  /** The bytes of its message that have come so far. */
  bytes: number;
  /** True while we work on its answer. Such a connection does not make way. */
  isWorking: boolean;
}

/**
 * The connections of a server. If there are many, the one that is idle for the longest time makes
 * way. So somebody who holds connections and says nothing cannot keep others out.
 */
export class Slots {
  readonly #slots = new Set<Slot>();
  /** The bytes of all unfinished messages. */
  #bytes = 0;

  /** Takes a slot for a connection. Returns undefined if we work on the answers of all others. */
  take(socket: Socket, host: string): Slot | undefined {
    const now = performance.now();
    const ofHost = [...this.#slots].filter((slot) => slot.host === host);
    if (ofHost.length >= MANY_OF_HOST) this.#endLongestIdle(ofHost, now - IDLE_MS);
    else if (this.#slots.size >= MANY) this.#endLongestIdle(this.#slots, now - IDLE_MS);
    if (this.#slots.size >= MOST && !this.#endLongestIdle(this.#slots, now)) return undefined;
    const slot = { socket, host, activeAt: now, bytes: 0, isWorking: false };
    this.#slots.add(slot);
    socket.once('close', () => this.#free(slot));
    return slot;
  }

  /** Notes that a piece of a message has come. If there are too many bytes, the most make way. */
  received(slot: Slot, bytes: number): void {
    slot.activeAt = performance.now();
    slot.bytes += bytes;
    this.#bytes += bytes;
    if (this.#bytes <= MOST_BYTES) return;
    const largest = [...this.#slots].reduce((most, each) =>
      each.bytes > most.bytes ? each : most,
    );
    this.#end(largest);
  }

  /** Notes that the message of a connection is complete, so we work on its answer. */
  working(slot: Slot): void {
    slot.isWorking = true;
    this.#bytes -= slot.bytes;
    slot.bytes = 0;
  }

  /** Notes that a connection has its answer. It makes way as soon as it is not read for a while. */
  answered(slot: Slot): void {
    slot.isWorking = false;
    slot.activeAt = performance.now();
  }

  endAll(): void {
    for (const slot of this.#slots) this.#end(slot);
  }

  /**
   * Ends the connection that is idle for the longest time. Returns false if none is idle.
   *
   * @param since a connection that was active after this time is not idle
   */
  #endLongestIdle(slots: Iterable<Slot>, since: number): boolean {
    let idle: Slot | undefined;
    for (const slot of slots) {
      if (slot.isWorking || slot.activeAt > since) continue;
      if (idle === undefined || slot.activeAt < idle.activeAt) idle = slot;
    }
    if (idle !== undefined) this.#end(idle);
    return idle !== undefined;
  }

  #end(slot: Slot): void {
    this.#free(slot);
    slot.socket.destroy();
  }

  #free(slot: Slot): void {
    if (this.#slots.delete(slot)) this.#bytes -= slot.bytes;
  }
}
