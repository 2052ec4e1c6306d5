/** The longest wait, in milliseconds. Even on a busy machine, only a program that hangs takes so long. */
const LIMIT_MS = 60_000;

/** How often to check a condition without an announcement, in milliseconds. */
const CHECK_MS = 50;

/** Lets a program announce that something has changed, and others wait until a condition holds. */
export class Changes {
  readonly #waiting = new Set<() => void>();

  /** @param describe returns what was seen so far, for the error of a wait that takes too long */
  constructor(private readonly describe = (): string => '') {}

  /** Wakes all who wait. Call it after every change. */
  announce(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Waits for the next announcement, at most `limitMs`. */
  next(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, limitMs);
      this.#waiting.add(wake);
    });
  }

  /**
   * Waits until a condition holds. Checks it after every announcement, and every 50 ms because not
   * every change is announced.
   *
   * @param what the condition in words
   * @throws Error if it does not hold in time: it says what was waited for, and what was seen
   */
  async until(
    what: string,
    holds: () => boolean | Promise<boolean>,
    limitMs = LIMIT_MS,
  ): Promise<void> {
    const deadline = performance.now() + limitMs;
    while (!(await holds())) {
      if (performance.now() > deadline) {
        const seen = this.describe();
        const waited = `waited ${limitMs / 1000} s in vain until ${what}`;
        throw new Error(seen === '' ? waited : `${waited}; seen so far:\n${seen}`);
      }
      await this.next(CHECK_MS);
    }
  }
}
