import type { Socket } from 'node:net';

/** With more connections from one host, or with more connections in all, idle ones make way. */
const MANY_OF_HOST = 128;
const MANY = 256;

/** The maximum number of connections, from one host and in all. */
const MOST_OF_HOST = 256;
const MOST = 512;

/** A connection that was active in this time is not idle, in milliseconds. */
const IDLE_MS = 100;

/** The maximum number of bytes of messages that are not parsed yet: 32 MiB. */
const MOST_BYTES = 32 * 1024 * 1024;

/** The place of one connection at a server. */
export interface Slot {
  readonly socket: Socket;
  /** The host from which the connection comes. */
  readonly host: string;
  /** When the connection began, or when its last byte came, by `performance.now()`. */
  activeAt: number;
  /** The bytes of its message that we hold. */
  bytes: number;
  /** True while its message waits, or we work on its answer. Then the connection is not idle. */
  isWorking: boolean;
}

/**
 * The connections of a server. If there are many, the one that is idle for the longest time makes
 * way. So somebody who holds connections and says nothing cannot keep others out.
 */
export class Slots {
  readonly #slots = new Set<Slot>();
  /** The bytes of all messages that we hold. */
  #bytes = 0;

  /**
   * Takes a slot for a connection. Returns undefined if there are too many connections, and we work
   * on the answers of all of them.
   */
  take(socket: Socket, host: string): Slot | undefined {
    const now = performance.now();
    const ofHost = [...this.#slots].filter((slot) => slot.host === host);
    if (ofHost.length >= MOST_OF_HOST && !this.#endLongestIdle(ofHost, now)) return undefined;
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

  /** Notes that the message of a connection is complete, and waits for its turn. */
  waits(slot: Slot): void {
    slot.isWorking = true;
  }

  /** Notes that it is the turn of a connection. Its message no longer takes memory here. */
  begins(slot: Slot): void {
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
