import { withoutHiddenNames } from '../hideChecks';
import type { GradeResult } from '../GradeResult';
import { plainLine } from './plainText';

/** Returns why a result has no points, in one line for students. Undefined if it has points. */
export function faultOfResult({ fault, hidden }: GradeResult): string | undefined {
  if (fault === undefined) return undefined;
  return `Not graded. ${plainLine(withoutHiddenNames(fault, hidden))}`;
}
