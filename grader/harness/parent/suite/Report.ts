import type { Step } from '../../../course/course';

/** The result of a check. A check that could not be judged is not failed, but earns nothing. */
export type State = 'passed' | 'failed' | 'not judged';

/** A place in a student's file. */
export interface Place {
  /** As students know it, such as `starter/mine.ts`. */
  file: string;
  /** From 1. */
  line: number;
}

/** A mistake that the compiler found. */
export interface Problem extends Place {
  message: string;
  /** The line itself, and a caret below the place, if the compiler names one. */
  excerpt?: string;
}

/** Why a check failed, in a student's words. */
export interface Failure {
  /**
   * `missing`: there is no such function. `unwritten`: it still throws `NotImplemented`. `ended`: it
   * ended the process.
   */
  kind: 'wrong' | 'threw' | 'missing' | 'unwritten' | 'hung' | 'ended' | 'unloadable';
  /** What the check did. */
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
  /** What it earned, out of `outOf`. */
  points: number;
  outOf: number;
  /** The function that it tests. */
  of: string;
  /** The number of the handout's sentence, or several. */
  sentence: number | readonly number[];
  /** What goes wrong in a real chain without it. */
  why: string;
  failure?: Failure;
  /** Why it was not judged. */
  reason?: string;
  /** The earlier steps at fault: the check passes only with the reference's version of them. */
  standsOn?: string[];
  /** What the submission printed during the check. */
  printed?: string;
}

export interface StepReport {
  step: Step;
  /** The student's file, as students know it. */
  file: string;
  points: number;
  outOf: number;
  /** What TypeScript says of the student's file. The checks run nevertheless. */
  typeErrors: Problem[];
  checks: CheckReport[];
}

/** The result of a grading. Only the grader's own process writes it. */
export interface Report {
  seed: number;
  points: number;
  outOf: number;
  steps: StepReport[];
  /** What went wrong in the grader itself. */
  faults: string[];
}
