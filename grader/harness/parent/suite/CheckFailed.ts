import type { Failure } from './Report';

/** How much of each text a report shows, in characters. */
const LONGEST = 4000;

/** Thrown by a check that the submission does not pass. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super('the submission does not pass the check');
    const { tried, expected, got } = failure;
    this.failure = { ...failure, tried: cut(tried), expected: cut(expected), got: cut(got) };
  }
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
