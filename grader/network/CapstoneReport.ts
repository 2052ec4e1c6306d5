import type { Step } from '../course/course';
import type { State } from '../harness/parent/suite/Report';

/** Why a rung failed, for the student. */
export interface RungFailure {
  tried: string;
  expected: string;
  got: string;
  /**
   * Names the student's own steps that are most likely at fault. Undefined if no step is suspected.
   */
  where?: string;
  /** The number of the step that is most likely at fault. */
  suspect?: number;
  /** The last messages before the failure. */
  diagram: string;
}

export interface RungReport {
  letter: string;
  name: string;
  state: State;
  why: string;
  /** How long the rung took, in milliseconds. */
  ms: number;
  failure?: RungFailure;
  /** Why the rung was not judged. */
  reason?: string;
  /** The text that the student's code printed. */
  printed?: string;
}

/** One run of the whole ladder. */
export interface RunReport {
  seed: number;
  rungs: RungReport[];
}

/** The result of `npm run grade network`. */
export interface CapstoneReport {
  /** The steps that the network takes from the reference. */
  borrowed: Step[];
  /** The errors of the compiler. If there is an error, no rung runs. */
  problems: string[];
  runs: RunReport[];
  /** How many runs were requested. The grader makes fewer runs if several runs fail. */
  wanted: number;
}
