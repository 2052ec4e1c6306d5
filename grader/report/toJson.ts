import { handoutOf } from '../course/course';
import { likelyMistakes } from '../mistakes/likelyMistakes';
import type { CheckReport, Report } from '../harness/parent/suite/Report';
import { writeJson } from './writeJson';

/** Returns a report as JSON, for programs. */
export function toJson(report: Report): string {
  const steps = report.steps.map((stepReport) => {
    const { step, checks: all, ...rest } = stepReport;
    const { number, name } = step;
    const checks = all.map(withoutStory);
    const likely = likelyMistakes(stepReport);
    return { number, name, handout: handoutOf(step), ...rest, checks, likely };
  });
  return writeJson({ ...report, steps });
}

/** A story holds the whole data of its calls, which can be large. */
function withoutStory({ failure, ...check }: CheckReport): CheckReport {
  if (failure === undefined) return check;
  const { story: _story, searched: _searched, wasLeft: _wasLeft, ...words } = failure;
  return { ...check, failure: words };
}
