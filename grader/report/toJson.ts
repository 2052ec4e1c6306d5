import { handoutOf } from '../course/course';
import { likelyMistakes } from '../mistakes/likelyMistakes';
import type { CheckReport, Report } from '../harness/parent/suite/Report';
import { hiddenKey } from './hiddenKey';
import { writeJson } from './writeJson';

/** The version of the report as JSON. A change that breaks a reader gets a new version. */
export const REPORT_VERSION = 1;

/**
 * Returns a report as JSON, for programs. `formats/report.schema.json` describes it.
 *
 * @param hidden the checks that students do not see. These checks are marked with `hidden`.
 */
export function toJson(report: Report, hidden: ReadonlySet<string> = new Set()): string {
  const steps = report.steps.map((stepReport) => {
    const { step, checks: all, ...rest } = stepReport;
    const { number, name } = step;
    const checks = all.map((check) => ({
      ...withoutStory(check),
      sentence: inOrder(check.sentence),
      ...(hidden.has(hiddenKey(name, check.name)) && { hidden: true }),
    }));
    const likely = likelyMistakes(stepReport);
    return { number, name, handout: handoutOf(step), ...rest, checks, likely };
  });
  return writeJson({ version: REPORT_VERSION, ...report, steps });
}

/** A story holds the whole data of its calls, which can be large. */
function withoutStory({ failure, ...check }: CheckReport): CheckReport {
  if (failure === undefined) return check;
  const { story: _story, searched: _searched, wasLeft: _wasLeft, ...words } = failure;
  return { ...check, failure: words };
}

/** A suite names the main sentence first. */
function inOrder(sentence: CheckReport['sentence']): CheckReport['sentence'] {
  return typeof sentence === 'number' ? sentence : sentence.toSorted((one, other) => one - other);
}
