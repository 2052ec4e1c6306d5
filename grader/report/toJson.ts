import { handoutOf } from '../course/course';
import { likelyMistakes } from '../mistakes/likelyMistakes';
import type { Report } from '../harness/parent/suite/Report';
import { writeJson } from './writeJson';

/** Returns a report as JSON, for programs. */
export function toJson(report: Report): string {
  const steps = report.steps.map((stepReport) => {
    const { step, ...rest } = stepReport;
    const { number, name } = step;
    return { number, name, handout: handoutOf(step), ...rest, likely: likelyMistakes(stepReport) };
  });
  return writeJson({ ...report, steps });
}
