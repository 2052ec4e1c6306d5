import type { Failure } from './Report';

/** How much of an answer a report shows, in characters. */
const LONGEST = 4000;

/** Thrown by a check that the submission does not pass. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';

  readonly failure: Failure;

  constructor(failure: Failure) {
    const { tried, expected, got } = failure;
    super(`${tried}: expected ${expected}, got ${got}`);
    const isLong = got.length > LONGEST;
    this.failure = { ...failure, got: isLong ? `${got.slice(0, LONGEST)}…` : got };
  }
}
