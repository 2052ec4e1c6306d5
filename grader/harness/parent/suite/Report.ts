import type { Step } from '../../../course/course';
import type { Isolation } from '../sandbox/findIsolation';
import type { Story } from '../../channel/Story';
import type { Place, Problem } from '../../channel/Problem';

/** The result of a check. A check that is not judged earns no points, but did not fail. */
export type State = 'passed' | 'failed' | 'not judged';

/** Why a check failed, in words for a student. */
export interface Failure {
  /**
   * `missing`: the function does not exist. `unwritten`: the function throws `NotImplemented`.
   * `ended`: the function ended the process. `unreadable`: the check threw an error of its own. The
   * tests of the grader allow no such check.
   */
  kind:
    'wrong' | 'threw' | 'missing' | 'unwritten' | 'hung' | 'ended' | 'unloadable' | 'unreadable';
  /**
   * True if code threw the error that an earlier call, or the loading, had left running. It can be
   * code of any file that was loaded.
   */
  wasLeft?: true;
  /** What the check did. */
  tried: string;
  expected: string;
  got: string;
  /** Where the function begins, or where it threw an error. */
  place?: Place;
  /** The calls of the check, if they are calls of functions with plain data. */
  story?: Story;
  /** The case that a search has found, for the step's `replay`. Data that JSON keeps. */
  searched?: unknown;
  /** The number of the handout's sentence that is broken. Missing if the check does not know it. */
  sentence?: number;
}

export interface CheckReport {
  /** A sentence of the handout. */
  name: string;
  state: State;
  /** The points that the check earned, at most `outOf`. */
  points: number;
  outOf: number;
  /** The function that the check tests. */
  of: string;
  /** The number of the handout's sentence, or several numbers. */
  sentence: number | readonly number[];
  /** What goes wrong in a real chain that breaks the sentence. */
  why: string;
  failure?: Failure;
  /** Why the check was not judged. */
  reason?: string;
  /** The earlier steps at fault. With the reference's versions of these steps, the check passes. */
  standsOn?: string[];
  /** What the submission printed during the check. */
  printed?: string;
}

export interface StepReport {
  step: Step;
  /** The path of the student's file that students see. */
  file: string;
  points: number;
  outOf: number;
  /** The type errors in the student's file. The checks run in spite of these errors. */
  typeErrors: Problem[];
  checks: CheckReport[];
  /** True if the search for further mistakes ended before it had tried all cases. */
  isSearchCut?: true;
  /** True if checks were removed that had lost points. */
  hidesLoss?: true;
}

/** The result of a grading. Only the grader's own process writes it. */
export interface Report {
  seed: number;
  /** How the submission was kept from files, processes and networks, besides Node's own rules. */
  isolation: Isolation['name'];
  points: number;
  outOf: number;
  steps: StepReport[];
  /** The errors of the grader itself. */
  faults: string[];
}
