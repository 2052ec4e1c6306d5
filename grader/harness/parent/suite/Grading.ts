import type { StepName } from '../../../course/course';
import type { Body, CheckOptions, Functions } from './Check';

/** The current grading, as suites see it. */
export interface Grading {
  /** Begins a step. @throws GraderError if the grading does not include it */
  begin: (step: StepName) => StepGrading;
}

/** The grading of one step, as its suite sees it. */
export interface StepGrading {
  /**
   * Adds a check.
   *
   * @returns judges the check; throws, for Jest to see, if it is not passed
   */
  add: <F extends Functions>(
    name: string,
    options: CheckOptions<keyof F & string>,
    body: Body<F>,
  ) => () => Promise<void>;
}

/** `globalThis` of the grader and of Jest, where suites find the current grading. */
export interface WithGrading {
  grading?: Grading;
}
