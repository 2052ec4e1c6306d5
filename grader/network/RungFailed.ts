import type { StepName } from '../course/course';
import type { ErrorLike } from '../../solution/supplied/program/Program';

/** What a rung found wanting, before it is known what the student reads of it. */
export interface Finding {
  expected: string;
  got: string;
  /** Names of the steps that are most likely at fault, the likeliest first. */
  suspects?: readonly StepName[];
  /** The error that the student's code threw, if it did. */
  threw?: ErrorLike;
}

/** Thrown when a network does not do what a rung asks of it. */
export class RungFailed extends Error {
  override readonly name = 'RungFailed';

  constructor(readonly finding: Finding) {
    super(finding.got);
  }
}
