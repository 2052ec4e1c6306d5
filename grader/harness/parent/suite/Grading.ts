import type { StepName } from '../../../course/course';
import type { Body, CheckOptions, Functions } from './Check';

/** The part of the current grading that suites use. */
export interface Grading {
  /** Begins a step. @throws GraderError if the grading does not include the step */
  begin: (step: StepName) => StepGrading;
}

/** The part of a step's grading that the step's suite uses. */
export interface StepGrading {
  /**
   * Adds a check.
   *
   * @returns a function that judges the check. It throws an error for Jest if the check is not
   *   passed.
   */
  add: <F extends Functions>(
    name: string,
    options: CheckOptions<keyof F & string>,
    body: Body<F>,
  ) => () => Promise<void>;
  /** Tries what the checks do not try. Call this method after the last check. */
  search: () => Promise<void>;
}

/** `globalThis` of the grader and of Jest. Suites find the current grading there. */
export interface WithGrading {
  grading?: Grading;
}
