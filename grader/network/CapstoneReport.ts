import type { Step } from '../course/course';
import type { State } from '../harness/parent/suite/Report';

/** Why a rung failed, for the student. */
export interface RungFailure {
  tried: string;
  expected: string;
  got: string;
  /** Which of the student's own steps is most likely at fault, if that is known. */
  where?: string;
  /** The last messages before. */
  diagram: string;
}

export interface RungReport {
  letter: string;
  name: string;
  state: State;
  why: string;
  /** How long it took. */
  ms: number;
  failure?: RungFailure;
  /** Why it was not judged. */
  reason?: string;
  /** What the student's code printed. */
  printed?: string;
}

/** One run of the whole ladder. */
export interface RunReport {
  seed: number;
  rungs: RungReport[];
}

/** The result of `npm run grade network`. */
export interface CapstoneReport {
  /** The steps taken from the reference. */
  borrowed: Step[];
  /** The compiler's complaints. If there are any, nothing ran. */
  problems: string[];
  runs: RunReport[];
  /** How many runs were asked for. Fewer are made if several fail. */
  wanted: number;
}
