import { COURSE } from '../../../grader/course/course';
import type { Step } from '../../../grader/course/course';
import { gradeSteps } from '../../../grader/harness/parent/gradeSteps';
import type { Report } from '../../../grader/harness/parent/suite/Report';

export interface WatchOptions {
  /** What is graded whenever it, or what it stands on, is saved; if none, each step that is saved. */
  steps: readonly Step[];
  /** A folder laid out like `starter/`. */
  target: string;
  /** The same for every grading, so that what changes comes from the student. */
  seed: number;
  /** Called when a step's turn comes. */
  onStep: (step: Step) => void;
  /** Told what came of each grading. */
  graded: (report: Report) => void;
  /** Told if the grader itself could not work. */
  failed: (error: unknown) => void;
}

/** Grades steps again and again. What was saved while a grading was on breaks it off: it is stale. */
export class Watch {
  #steps: readonly Step[];
  #now: AbortController | undefined;
  #round = Promise.resolve();

  constructor(private readonly options: WatchOptions) {
    this.#steps = options.steps;
  }

  /** What was graded last, or is to be. */
  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** Grades what a save is of interest to. */
  saved(step: Step): void {
    if (this.options.steps.length === 0) this.grade([step]);
    else if (this.#steps.some((watched) => standsOn(watched, step))) this.grade(this.#steps);
  }

  /** Grades some steps now, and from now on whenever they are saved. */
  grade(steps: readonly Step[]): void {
    this.#steps = steps;
    this.#now?.abort();
    const { signal } = (this.#now = new AbortController());
    this.#round = this.#round
      .then(() => this.#grade(steps, signal))
      .catch((error: unknown) => {
        // What is broken off may fail in any way.
        if (!signal.aborted) this.options.failed(error);
      });
  }

  /** Breaks off what is under way. */
  async end(): Promise<void> {
    this.#now?.abort();
    await this.#round;
  }

  async #grade(steps: readonly Step[], signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const report = await gradeSteps({ ...this.options, steps, signal });
    if (!signal.aborted) this.options.graded(report);
  }
}

/** True if a step is the other, or uses it, directly or not. */
function standsOn(step: Step, other: Step): boolean {
  if (step === other) return true;
  const used = COURSE.filter(({ name }) => step.uses.includes(name));
  return used.some((earlier) => standsOn(earlier, other));
}
