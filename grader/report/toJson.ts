import { handoutOf } from '../course';
import type { Report } from '../harness/Report';

/** The report for programs: the same facts, a step as its number, name and handout. */
export function toJson(report: Report): string {
  const steps = report.steps.map(({ step, ...rest }) => ({
    number: step.number,
    name: step.name,
    handout: handoutOf(step),
    ...rest,
  }));
  return `${JSON.stringify({ ...report, steps }, null, 2)}\n`;
}
