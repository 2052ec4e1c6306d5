import type { Report } from '../harness/parent/suite/Report';
import type { Paint } from './paint';
import { renderNext } from './renderNext';
import { renderStep } from './renderStep';

/** How a report is to be shown. */
export interface ReportStyle {
  /** What `--target` was, unless it is the usual folder. */
  target: string | undefined;
  /** Whether every failure is told in full. */
  all: boolean;
  paint: Paint;
}

/** What a student reads after grading: each step, the total, and what to do next. */
export function renderReport(report: Report, { target, all, paint }: ReportStyle): string {
  const flags = target === undefined ? '' : ` --target ${target}`;
  const parts = report.steps.map((step) =>
    renderStep(step, {
      again: `npm run grade step${step.step.number} -- --seed ${report.seed}${flags}`,
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
