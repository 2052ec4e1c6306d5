import type { StepName } from '../course/course';

/** A file that solves nothing, but tries to get points or to harm other grades. */
export interface Attack {
  /** What it does: completes the sentence `a file that …`. */
  name: string;
  step: StepName;
  /** The step's file. */
  source: string;
  /** Matches what the student reads of at least one check. */
  message: RegExp;
  /** Puts what else it needs into the folder of the submission. */
  prepare?: (folder: string) => void;
  /** The systems on which it is possible and the grader stops it; all if not given. */
  on?: readonly NodeJS.Platform[];
}
