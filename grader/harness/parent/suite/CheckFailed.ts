import type { Failure } from './Report';

/** Thrown by a check that the submission does not pass. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';

  constructor(readonly failure: Failure) {
    super(`${failure.tried}: expected ${failure.expected}, got ${failure.got}`);
  }
}
