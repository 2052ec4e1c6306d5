import { standsOn } from '../../../grader/course/course';
import type { Step } from '../../../grader/course/course';
import type { Report } from '../../../grader/harness/parent/suite/Report';
import { GradeOnSave } from '../../student/watch/GradeOnSave';

interface GradeQueueOptions {
  /** A folder laid out like `starter/`. */
  target: string;
  seed: number;
  /** Called when the list of waiting steps changes. The first one is being graded. */
  onWaiting: (steps: readonly Step[]) => void;
  /** Called with the report of each step. */
  onReport: (report: Report, step: Step) => void;
  /** Called when the grader itself does not work. */
  onFault: (message: string) => void;
}

/**
 * Grades steps one after the other. A saved step comes first. Then come the steps that use it and
 * that were graded before, because their grades are out of date.
 */
export class GradeQueue {
  #waiting: Step[] = [];
  readonly #graded = new Set<Step>();
  readonly #grader: GradeOnSave;

  constructor(private readonly options: GradeQueueOptions) {
    this.#grader = new GradeOnSave({
      ...{ steps: [], target: options.target, seed: options.seed },
      onStep: () => {},
      onReport: (report) => {
        const [step] = this.#waiting;
        if (report.faults.length > 0) options.onFault(report.faults[0]);
        else options.onReport(report, step);
        this.#done();
      },
      onFailure: (error) => {
        options.onFault(error instanceof Error ? error.message : String(error));
        this.#done();
      },
    });
  }

  /** Grades a step soon. Does not stop a grading of the same step. */
  request(step: Step): void {
    if (step !== this.#waiting[0]) this.#begin([step]);
  }

  /** Grades a saved step now, and then all steps whose grades it changes. */
  saved(step: Step): void {
    this.#begin([step, ...[...this.#graded].filter((each) => standsOn(each).includes(step))]);
  }

  /** Stops the current grading. */
  end(): Promise<void> {
    return this.#grader.end();
  }

  #begin(first: readonly Step[]): void {
    this.#waiting = [...new Set([...first, ...this.#waiting])];
    this.#gradeFirst();
  }

  #done(): void {
    const step = this.#waiting.shift();
    if (step !== undefined) this.#graded.add(step);
    this.#gradeFirst();
  }

  #gradeFirst(): void {
    this.options.onWaiting(this.#waiting);
    if (this.#waiting.length > 0) this.#grader.grade([this.#waiting[0]]);
  }
}
