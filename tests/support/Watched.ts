/** How long anything may take before a test gives up, in milliseconds: far longer than it does. */
const LIMIT_MS = 60_000;

/** Something that changes, with a way to wait until it is as a test wants it. */
export abstract class Watched {
  readonly #watchers = new Set<() => void>();

  /** All there is to know so far, for the message of a wait in vain. */
  protected abstract describe(): string;

  /** Waits until something is so; looks again whenever something changes. */
  async until(what: string, isSo: () => boolean, limitMs = LIMIT_MS): Promise<void> {
    const deadline = performance.now() + limitMs;
    while (!isSo()) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`waited in vain until ${what}; so far:\n${this.describe()}`);
      await this.#change(left);
    }
  }

  /** To be called whenever something has changed. */
  protected changed(): void {
    for (const look of this.#watchers) look();
  }

  #change(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve();
      };
      const timer = setTimeout(look, limitMs);
      this.#watchers.add(look);
    });
  }
}
