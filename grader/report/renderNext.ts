import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE, handoutOf } from '../course/course';
import type { StepReport } from '../harness/parent/suite/Report';
import { ROOT } from '../course/parts';

/** What a student is to do now, after these steps were graded. */
export function renderNext(reports: readonly StepReport[]): string {
  const open = reports.find(({ checks }) => checks.some(({ state }) => state !== 'passed'));
  if (open === undefined) {
    const last = Math.max(...reports.map(({ step }) => step.number));
    const step = COURSE.find(({ number }) => number === last + 1);
    const ready = step !== undefined && existsSync(join(ROOT, handoutOf(step)));
    return list({
      see: 'npm start: your parts at work',
      next: ready ? `step ${step.number}, ${handoutOf(step)}` : undefined,
      ...(step === undefined && {
        look: 'npm run grade: what is still open',
        then: 'npm run grade network: all parts together, under faults',
      }),
    });
  }
  const { number } = open.step;
  return list({
    read: handoutOf(open.step),
    write: open.file,
    stuck: hasScript('hint') ? `npm run hint step${number}` : undefined,
    then: `npm run grade step${number}`,
  });
}

function list(advice: Record<string, string | undefined>): string {
  const lines = Object.entries(advice).flatMap(([label, text]) =>
    text === undefined ? [] : [`  ${label.padEnd(8)}${text}`],
  );
  return ['What to do next', ...lines].join('\n');
}

/** True if there is such a command: advice to run one must be true. */
function hasScript(name: string): boolean {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return name in scripts;
}
