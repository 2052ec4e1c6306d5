/**
 * The maximum wait, in milliseconds. Only a program that hangs needs more, even on a busy machine.
 */
const LIMIT_MS = 60_000;

/** How long to wait for an announcement before the next check of a condition, in milliseconds. */
const CHECK_MS = 50;

/** Announces changes, and waits for conditions. */
export class Changes {
  readonly #waiting = new Set<() => void>();

  /**
   * @param describe returns the observations so far, for the error of a wait that takes too long
   */
  constructor(private readonly describe = (): string => '') {}

  /** Wakes all waiting callers. Call this method after every change. */
  announce(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Waits for the next announcement, but at most `limitMs` milliseconds. */
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
   * Waits until a condition is true. Checks the condition after every announcement. Also checks it
   * every 50 ms, because some changes are not announced.
   *
   * @param what the condition in words
   * @throws Error if the condition is not true in time; the message names `what` and the
   *   observations
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
