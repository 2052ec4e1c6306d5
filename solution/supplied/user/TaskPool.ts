/** How many tasks run at the same time. */
export interface Limits {
  /** How many tasks run at the same time, without the slow ones. */
  atOnce: number;
  /** How many tasks run at the same time, with the slow ones. */
  most: number;
  /** A task can be slow after this time, in milliseconds. */
  slowMs: number;
}

/** Runs a few tasks at the same time. A slow task goes on, but the next task does not wait for it. */
export class TaskPool {
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #slow = 0;

  constructor(private readonly limits: Limits) {}

  /**
   * Runs a task as soon as there is room. Returns the result of the task.
   *
   * @param isSlow tells every `slowMs` whether the task is slow; without it, each task is slow then
   */
  async run<Result>(task: () => Promise<Result>, isSlow = (): boolean => true): Promise<Result> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      this.#letIn();
    });
    let countsAsSlow = false;
    const timer = setInterval(() => {
      if (countsAsSlow || !isSlow()) return;
      countsAsSlow = true;
      this.#slow++;
      this.#letIn();
    }, this.limits.slowMs).unref();
    try {
      return await task();
    } finally {
      clearInterval(timer);
      this.#running--;
      if (countsAsSlow) this.#slow--;
      this.#letIn();
    }
  }

  #letIn(): void {
    const { atOnce, most } = this.limits;
    while (this.#running < most && this.#running - this.#slow < atOnce) {
      const begin = this.#waiting.shift();
      if (begin === undefined) return;
      this.#running++;
      begin();
    }
  }
}
