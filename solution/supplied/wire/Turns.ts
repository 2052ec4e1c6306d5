/**
 * Gives each other host a turn to work. In each turn of the event loop, one begins. Between two turns,
 * connections, bytes and timers of all others are served. So somebody who asks for much delays the
 * others by one piece of work.
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
