import type { StepName } from '../../course/course';
import type { ErrorLike } from '../../../solution/supplied/program/Program';

/** Why a rung failed. `explainFinding` turns a finding into a report for the student. */
export interface Finding {
  expected: string;
  got: string;
  /** Names of the steps that are most likely at fault, the likeliest first. */
  suspects?: readonly StepName[];
  /** The error that the student's code threw. Undefined if it threw no error. */
  threw?: ErrorLike;
}

/** Thrown when a network fails a rung. */
export class RungFailed extends Error {
  override readonly name = 'RungFailed';

  constructor(readonly finding: Finding) {
    super(finding.got);
  }
}
