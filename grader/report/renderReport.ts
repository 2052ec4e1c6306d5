import type { Report } from '../harness/parent/suite/Report';
import type { Paint } from './paint';
import { quote } from './quote';
import { renderNext } from './renderNext';
import { renderStep } from './renderStep';

/** How to show a report. */
export interface ReportStyle {
  /** The graded folder, in the form that students read. Undefined for `starter/`. */
  target: string | undefined;
  /** True to explain every failure. */
  all: boolean;
  paint: Paint;
}

/** Returns a student's report: each step, the total, and what to do next. */
export function renderReport(report: Report, { target, all, paint }: ReportStyle): string {
  const flags = target === undefined ? '' : ` target ${quote(target)}`;
  const parts = report.steps.map((step) =>
    renderStep(step, {
      again: `npm run grade step${step.step.number} seed ${report.seed}${flags}`,
      all,
      paint,
    }),
  );
  if (report.steps.length > 1) {
    parts.push(paint('loud', `Together: ${report.points} of ${report.outOf} points`));
  }
  if (target === undefined) parts.push(renderNext(report.steps));
  return `${parts.join('\n\n')}\n`;
}
