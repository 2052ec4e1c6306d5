/**
 * Lets the hosts work one after the other: one piece of work in each turn of the event loop. Between
 * two turns, the connections, bytes and timers of all hosts are served. So a host that asks for much
 * delays each other host by one piece of work.
 */
export class Turns {
  /** What waits, by host. The host whose turn is next comes first. */
  readonly #waiting = new Map<string, (() => void)[]>();

  /** Resolves when it is the host's turn. The caller then works until its next `await`. */
  next(host: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.#waiting.size === 0) setImmediate(() => this.#begin());
      const ofHost = this.#waiting.get(host);
      if (ofHost === undefined) this.#waiting.set(host, [resolve]);
      else ofHost.push(resolve);
    });
  }

  #begin(): void {
    for (const [host, ofHost] of this.#waiting) {
      // The host goes to the end of the queue.
      this.#waiting.delete(host);
      ofHost.shift()?.();
      if (ofHost.length > 0) this.#waiting.set(host, ofHost);
      break;
    }
    if (this.#waiting.size > 0) setImmediate(() => this.#begin());
  }
}
