import type { Step, StepName } from '../course/course';
import type { Report } from '../harness/parent/suite/Report';

/** What `npm run grade` was asked to do. */
export interface GradeRequest {
  /** The steps to grade. */
  steps: readonly Step[];
  seed: number;
  /** The checks that students do not see, by `hiddenKey`. */
  hidden: ReadonlySet<string>;
  /** The texts of the submission's step files. */
  files: ReadonlyMap<StepName, string>;
}

/**
 * The result of `npm run grade`, from which each format makes its text. Either there is a report, or
 * a fault: a sentence that says why the result has no points.
 */
export type GradeResult = GradeRequest &
  ({ report: Report; fault?: undefined } | { report?: undefined; fault: string });
