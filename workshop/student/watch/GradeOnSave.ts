import { standsOn } from '../../../grader/course/course';
import type { Step } from '../../../grader/course/course';
import { gradeSteps } from '../../../grader/harness/parent/gradeSteps';
import { SEARCHES } from '../../../grader/steps/searches';
import type { Report } from '../../../grader/harness/parent/suite/Report';

interface GradeOnSaveOptions {
  /**
   * The steps to grade when the student saves one of these steps, or a step that they use. If the
   * list is empty, the saved step is graded.
   */
  steps: readonly Step[];
  /** A folder laid out like `starter/`. */
  target: string;
  /**
   * The seed of every grading. With the same seed, only the student's changes can change the
   * report.
   */
  seed: number;
  /** Called when the grading of a step begins. */
  onStep: (step: Step) => void;
  onReport: (report: Report) => void;
  /** Called when the grader itself does not work. */
  onFailure: (error: unknown) => void;
}

/**
 * Grades steps again when they are saved. A save stops the current grading, because its result is
 * out of date.
 */
export class GradeOnSave {
  #steps: readonly Step[];
  #current: AbortController | undefined;
  #gradings = Promise.resolve();

  constructor(private readonly options: GradeOnSaveOptions) {
    this.#steps = options.steps;
  }

  /** The steps of the current grading, or of the last grading. */
  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** Grades again if the saved step matters. Call this method after a save. */
  saved(step: Step): void {
    if (this.options.steps.length === 0) this.grade([step]);
    else if (this.#steps.some((each) => each === step || standsOn(each).includes(step))) {
      this.grade(this.#steps);
    }
  }

  /** Grades some steps now, and again after each save. */
  grade(steps: readonly Step[]): void {
    this.#steps = steps;
    this.#current?.abort();
    const { signal } = (this.#current = new AbortController());
    this.#gradings = this.#gradings
      .then(() => this.#grade(steps, signal))
      .catch((error: unknown) => {
        // A stopped grading can throw any error.
        if (!signal.aborted) this.options.onFailure(error);
      });
  }

  /** Stops the current grading. */
  async end(): Promise<void> {
    this.#current?.abort();
    await this.#gradings;
  }

  async #grade(steps: readonly Step[], signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { target, seed, onStep, onReport } = this.options;
    const report = await gradeSteps({
      steps,
      target,
      seed,
      searches: SEARCHES,
      onStep,
      signal,
    });
    if (!signal.aborted) onReport(report);
  }
}
