import type { Step } from '../course/course';
import type { Report } from '../harness/parent/suite/Report';

/** The result of `npm run grade`, from which each format makes its text. */
export interface GradeResult {
  /** The steps to grade. */
  steps: readonly Step[];
  seed: number;
  /** Undefined if the grading did not end. */
  report: Report | undefined;
  /** Why the result has no points, as a sentence. Undefined if the grader worked. */
  fault: string | undefined;
  /** The checks that students do not see, by `hiddenKey`. */
  hidden: ReadonlySet<string>;
}
