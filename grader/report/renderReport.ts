import type { Report } from '../harness/Report';
import type { Paint } from './paint';
import { renderNext } from './renderNext';
import { renderStep } from './renderStep';

/**
 * What a student reads after grading: each step, the total, and what to do next.
 *
 * @param target what `--target` was, unless it is the usual folder
 */
export function renderReport(report: Report, target: string | undefined, paint: Paint): string {
  const flags = target === undefined ? '' : ` --target ${target}`;
  const parts = report.steps.map((step) =>
    renderStep(
      step,
      `npm run grade step${step.step.number} -- --seed ${report.seed}${flags}`,
      paint,
    ),
  );
  if (report.steps.length > 1) {
    parts.push(paint('loud', `Together: ${report.points} of ${report.outOf} points`));
  }
  if (target === undefined) parts.push(renderNext(report.steps));
  return `${parts.join('\n\n')}\n`;
}
