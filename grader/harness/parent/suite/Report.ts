import type { Step } from '../../../course/course';

/** What became of a check. What could not be judged is not failed: it just earns nothing. */
export type State = 'passed' | 'failed' | 'not judged';

/** Where something is, in a file of the student's. */
export interface Place {
  /** As it is shown, such as `starter/mine.ts`. */
  file: string;
  /** From 1. */
  line: number;
}

/** A mistake that the compiler found. */
export interface Problem extends Place {
  message: string;
  /** The line itself and a caret below the place, if it was said. */
  excerpt?: string;
}

/** Why a check failed, in a student's words. */
export interface Failure {
  /**
   * `missing`: there is no such function. `unwritten`: it still throws `NotImplemented`; the other
   * fields then say little.
   */
  kind: 'wrong' | 'threw' | 'missing' | 'unwritten' | 'hung' | 'ended' | 'unloadable';
  /** What was done. */
  tried: string;
  expected: string;
  got: string;
  /** Where the function is, or where it threw. */
  place?: Place;
}

export interface CheckReport {
  /** A sentence of the handout. */
  name: string;
  state: State;
  /** What it earned, of `outOf`. */
  points: number;
  outOf: number;
  /** The function that it is about. */
  of: string;
  /** The number of the handout's sentence, or of several. */
  sentence: number | readonly number[];
  /** What goes wrong in a real chain without it. */
  why: string;
  failure?: Failure;
  /** Why it was not judged. */
  reason?: string;
  /** Passed, but only with the reference's version of these earlier steps. */
  standsOn?: string[];
  /** What the submission printed meanwhile. */
  printed?: string;
}

export interface StepReport {
  step: Step;
  /** The student's file, as it is shown. */
  file: string;
  points: number;
  outOf: number;
  /** What TypeScript says of the student's file; checks run all the same. */
  typeErrors: Problem[];
  checks: CheckReport[];
}

/** What came of grading. Only the grader's own process writes it. */
export interface Report {
  seed: number;
  points: number;
  outOf: number;
  steps: StepReport[];
  /** What went wrong in the grader itself; nobody else is to blame for it. */
  faults: string[];
}
