/** How often the watch looks at the time, in milliseconds. */
const LOOK_MS = 25;
/** The most that counts between two looks, in milliseconds. */
const MOST_COUNTED_MS = 2 * LOOK_MS;

/**
 * Measures for how long this process has been running. On a busy machine, all processes can stand
 * still for seconds, and such a time says nothing about a submission.
 */
export class RunningWatch {
  private counted = 0;
  private last = performance.now();
  private readonly timer: NodeJS.Timeout;

  /** @param onLook is called at each look at the time. Without it, the watch keeps nothing alive */
  constructor(onLook?: () => void) {
    this.timer = setInterval(() => {
      this.look();
      onLook?.();
    }, LOOK_MS);
    if (onLook === undefined) this.timer.unref();
  }

  /** The time in which this process has been running, in milliseconds. */
  get ms(): number {
    this.look();
    return this.counted;
  }

  /** Ends the watch, and returns its time in milliseconds. */
  stop(): number {
    clearInterval(this.timer);
    return this.ms;
  }

  private look(): void {
    const now = performance.now();
    this.counted += Math.min(now - this.last, MOST_COUNTED_MS);
    this.last = now;
  }
}
