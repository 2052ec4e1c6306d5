import { COURSE_POINTS } from '../../course/course';
import type { GradeResult } from '../GradeResult';
import { REPORT_VERSION, toJson } from '../toJson';
import { writeJson } from '../writeJson';

/**
 * Returns the report for programs. `report.schema.json` beside this file describes it. The report is
 * for the instructor: it contains the hidden checks.
 */
export function json({ steps, seed, report, fault, hidden }: GradeResult): string {
  if (report !== undefined) return toJson(report, hidden);
  const outOf =
    steps.length === 0 ? COURSE_POINTS : steps.reduce((sum, step) => sum + step.points, 0);
  return writeJson({
    version: REPORT_VERSION,
    seed,
    points: null,
    outOf,
    steps: [],
    faults: [fault],
  });
}
