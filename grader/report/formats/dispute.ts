import { courseVersion } from '../../course/courseVersion';
import type { GradeResult } from '../GradeResult';
import { writeJson } from '../writeJson';
import { MACHINE } from './DisputeFile';
import { disputeFileOf } from './disputeFileOf';
import { tellFault } from './tellFault';

/** Returns a file with which the instructor can repeat the grading: `npm run grade:replay FILE`. */
export function dispute(result: GradeResult): string {
  const { steps, seed, files } = result;
  const names = steps.map(({ name }) => name);
  const grading = { steps: names, seed, course: courseVersion(), machine: MACHINE, files };
  return writeJson(
    disputeFileOf(grading, result.fault === undefined ? result : { fault: tellFault(result) }),
  );
}
