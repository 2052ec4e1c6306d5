import { COURSE, handoutOf } from '../course/course';
import type { CheckReport, StepReport } from '../harness/parent/suite/Report';

/** Tells a student what to do after a grading of these steps. */
export function renderNext(reports: readonly StepReport[]): string {
  const open = reports.find(({ checks }) => checks.some(({ state }) => state !== 'passed'));
  if (open !== undefined) {
    const { number } = open.step;
    return list({
      read: handoutOf(open.step),
      write: open.file,
      ...(open.checks.some(canBePlayed) && { debug: `npm run try step${number}` }),
      stuck: `npm run hint step${number}`,
      then: `npm run grade step${number}`,
    });
  }
  const last = Math.max(...reports.map(({ step }) => step.number));
  const next = COURSE.find(({ number }) => number === last + 1);
  const see = 'npm start: runs your parts';
  if (next !== undefined) return list({ see, next: `step ${next.number}, ${handoutOf(next)}` });
  return list({
    see,
    look: 'npm run grade: the steps that are not complete',
    then: 'npm run grade network: all parts together, under faults',
  });
}

/** True for a failure that `npm run try` can play again. */
function canBePlayed({ failure }: CheckReport): boolean {
  return failure !== undefined && ['wrong', 'threw', 'hung', 'ended'].includes(failure.kind);
}

function list(advice: Record<string, string>): string {
  const lines = Object.entries(advice).map(([label, text]) => `  ${label.padEnd(8)}${text}`);
  return ['What to do next', ...lines].join('\n');
}
