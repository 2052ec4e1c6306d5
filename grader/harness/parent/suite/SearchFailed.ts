import { CheckFailed } from './CheckFailed';
import type { Failure } from './Report';

/** The end of a report about a call that is right if it is the only one. */
export const ALONE_RIGHT =
  '\nAlone, this call is right: your code keeps something from an earlier call.';

/** Thrown by a search that has found a case in which the submission breaks a sentence. */
export class SearchFailed extends CheckFailed {
  constructor(
    failure: Failure,
    /** The number of the handout's sentence that the case breaks. */
    readonly sentence: number,
    /** The function that breaks it. */
    readonly of: string,
  ) {
    super({ ...failure, sentence });
  }
}
