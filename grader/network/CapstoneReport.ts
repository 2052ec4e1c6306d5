import type { Step } from '../course/course';
import type { State } from '../harness/parent/suite/Report';

/** Why a rung failed, in a student's words. */
export interface RungFailure {
  tried: string;
  expected: string;
  got: string;
  /** Which of the student's own steps is most likely at fault, if that can be said. */
  where?: string;
  /** Who said what to whom, just before. */
  diagram: string;
}

export interface RungReport {
  letter: string;
  name: string;
  state: State;
  why: string;
  /** How long it took, in milliseconds. */
  ms: number;
  failure?: RungFailure;
  /** Why it was not judged. */
  reason?: string;
  /** What the student's code printed meanwhile. */
  printed?: string;
}

/** What came of climbing the ladder once. */
export interface RunReport {
  seed: number;
  rungs: RungReport[];
}

/** What came of `npm run grade network`. */
export interface CapstoneReport {
  /** The steps that were taken from the reference. */
  borrowed: Step[];
  /** What the compiler complains of; nothing ran then. */
  problems: string[];
  runs: RunReport[];
  /** How many runs were wanted: fewer are made if several have failed. */
  wanted: number;
}
