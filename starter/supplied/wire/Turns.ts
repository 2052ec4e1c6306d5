/** A piece of work is long if it takes more than this, in milliseconds. */
const LONG_MS = 5;

/** How many turns of the event loop are free after a long piece of work. */
const FREE_TURNS = 32;

/**
 * Lets the hosts work one after the other: one piece of work in each turn of the event loop. Between
 * two turns, the connections, bytes and timers of all hosts are served. So a host that asks for much
 * delays each other host by one piece of work.
 *
 * In each turn, Node accepts one connection only. So after a long piece of work, some turns are free.
 */
export class Turns {
  /** What waits, by host. The host whose turn is next comes first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #isBusy = false;

  /** Resolves when it is the host's turn. The caller then works until its next `await`. */
  next(host: string): Promise<void> {
    return new Promise((resolve) => {
      const ofHost = this.#waiting.get(host);
      if (ofHost === undefined) this.#waiting.set(host, [resolve]);
      else ofHost.push(resolve);
      if (this.#isBusy) return;
      this.#isBusy = true;
      setImmediate(() => this.#begin());
    });
  }

  #begin(): void {
    const begun = performance.now();
    for (const [host, ofHost] of this.#waiting) {
      // The host goes to the end of the queue.
      this.#waiting.delete(host);
      ofHost.shift()?.();
      if (ofHost.length > 0) this.#waiting.set(host, ofHost);
      break;
    }
    setImmediate(() => this.#rest(performance.now() - begun > LONG_MS ? FREE_TURNS : 0));
  }

  #rest(turns: number): void {
    if (turns > 0) setImmediate(() => this.#rest(turns - 1));
    else if (this.#waiting.size > 0) this.#begin();
    else this.#isBusy = false;
  }
}
