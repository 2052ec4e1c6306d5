import { withoutHiddenNames } from '../hideChecks';
import type { GradeResult } from '../GradeResult';
import { plainLine } from './plainText';

/** Returns why a result has no points, in one line for students. */
export function tellFault({ fault, hidden }: GradeResult & { fault: string }): string {
  return `Not graded. ${plainLine(withoutHiddenNames(fault, hidden))}`;
}
