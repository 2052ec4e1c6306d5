import type { StepName } from '../course/course';

/** A file that does not solve its step, but tries to get points or to harm other grades. */
export interface Attack {
  /** What the file does, as the end of the sentence `a file that …`. */
  name: string;
  step: StepName;
  /** The step's file. */
  source: string;
  /** Must match the report of at least one check. */
  message: RegExp;
  /** Adds other files that the attack needs to the folder of the submission. */
  prepare?: (folder: string) => void;
  /**
   * The systems where the attack is possible and the grader stops it. The default is all systems.
   */
  on?: readonly NodeJS.Platform[];
}
