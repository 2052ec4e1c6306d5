import type { StepName } from '../../../course/course';
import type { Body, CheckOptions, Functions } from './Check';

/** A grading under way, as suites see it. */
export interface Grading {
  /** Begins a step. @throws GraderError if this step is not being graded */
  begin: (step: StepName) => Checks;
}

/** Takes the checks of a step. */
export interface Checks {
  /**
   * Adds a check.
   *
   * @returns judges it; throws, for Jest to see, if it is not passed
   */
  add: <F extends Functions>(
    name: string,
    options: CheckOptions<keyof F & string>,
    body: Body<F>,
  ) => () => Promise<void>;
}

/** The current grading, for the suites to read: in the grader's `globalThis` and in Jest's. */
export interface World {
  grading?: Grading;
}
