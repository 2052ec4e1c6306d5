import type { StepName } from '../../course/course';
import type { State } from '../../harness/parent/suite/Report';

/** The version of a file for a dispute. A change that breaks a reader gets a new version. */
export const DISPUTE_VERSION = 1;

/** This machine, as a file for a dispute names it. */
export const MACHINE = `Node ${process.version}, ${process.platform} ${process.arch}`;

/** A grading that others can repeat: what was graded, how, and with which result. */
export interface DisputeFile {
  version: typeof DISPUTE_VERSION;
  /** The student's name in the results of a class. Missing in a student's own file. */
  student?: string;
  /** The steps that were graded. */
  steps: readonly StepName[];
  /** The seed of the grading. Missing in a file of a class, because this seed is secret. */
  seed?: number;
  /** The `courseVersion`. */
  course: string;
  machine: string;
  /** How the submission was isolated. Missing if there is no verdict. */
  isolation?: string;
  /** Missing if the grading failed. */
  verdict?: Verdict;
  /** Why there is no verdict. */
  fault?: string;
  /** The texts of the step files. */
  files: Partial<Record<StepName, string>>;
}

/** The result of a grading, without explanations. */
export interface Verdict {
  points: number;
  outOf: number;
  /** Says that some checks are hidden. The points count these checks too. */
  note?: string;
  steps: StepVerdict[];
}

export interface StepVerdict {
  name: StepName;
  points: number;
  outOf: number;
  /** True if the search for further mistakes ended early. */
  isSearchCut?: true;
  checks: CheckVerdict[];
}

export interface CheckVerdict {
  name: string;
  state: State;
  points: number;
  /** The wrong result, or why the check was not judged. */
  got?: string;
}
