import { COURSE } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import type { CheckReport, StepReport } from '../../grader/harness/parent/suite/Report';
import type { GradedClass } from '../../workshop/class/classFiles';
import type { StoredReport, StudentResult } from '../../workshop/class/StudentResult';

/** Names that try to be more than a name: markup, a changed direction of writing, a long name. */
export const HOSTILE_NAMES = [
  `<script>document.title = 'hacked'</script>`,
  `"><img src="http://127.0.0.1:9/" onerror="document.title = 'hacked'">`,
  '\u202Egnp.exe\u0007',
  'x'.repeat(200),
];

/** Returns a class. It has all kinds of results, and hostile names. */
export function sampleClass(size = 30): GradedClass {
  const results = Array.from({ length: size }, (_, i) => gradedResult(nameOf(i), i));
  const [late, corrupt, odd, open, bare] = results.slice(5);
  Object.assign(corrupt, { report: undefined, reason: 'the zip archive is damaged' });
  odd.notes.push('"Mine.ts" is read as mine.ts.');
  for (const { missing } of [odd, bare]) missing.push('mine');
  if (open.report !== undefined) takeBackVerdict(open.report);
  const overrides = new Map([[late.name, { points: 77.5, reason: 'ill, oral exam' }]]);
  return {
    steps: COURSE,
    results,
    overrides,
    course: 'c0ffee',
    ignored: ['grades.xlsx'],
    hidden: new Set(),
  };
}

/** Takes back the verdict on the first check of step 3. */
function takeBackVerdict(report: StoredReport): void {
  const step = report.steps[2];
  const [check] = step.checks;
  report.points -= check.points;
  step.points -= check.points;
  Object.assign(check, { state: 'not judged', reason: 'the computer was busy', points: 0 });
}

function nameOf(i: number): string {
  return HOSTILE_NAMES[i] ?? (i === 4 ? 'שרה לוי' : `Student ${i}`);
}

/** The student with the number `i` has written the first `i % 15` steps, and the next in part. */
function gradedResult(name: string, i: number): StudentResult {
  const written = i % (COURSE.length + 1);
  const steps = COURSE.map((step, at) => {
    if (at < written) return stepReport(step, 'passed', 'passed');
    return at === written
      ? stepReport(step, 'passed', 'wrong')
      : stepReport(step, 'unwritten', 'unwritten');
  });
  const points = steps.reduce((sum, step) => sum + step.points, 0);
  return {
    version: 1,
    ...{ name, file: `student${i}`, madeFrom: 'x', submission: 'y', notes: [], missing: [] },
    seconds: 10 + ((i * 7) % 30) / 10,
    report: { isolation: 'bubblewrap', points, outOf: 140, steps, faults: [] },
  };
}

type Outcome = 'passed' | 'wrong' | 'unwritten';

function stepReport(step: Step, ...outcomes: Outcome[]): StepReport {
  const checks = outcomes.map((outcome, i) =>
    checkReport(`check ${i + 1} of ${step.name}`, outcome),
  );
  const points = checks.reduce((sum, check) => sum + check.points, 0);
  return { step, file: `starter/${step.name}.ts`, points, outOf: 10, typeErrors: [], checks };
}

function checkReport(name: string, outcome: Outcome): CheckReport {
  const base = { name, of: 'mine', sentence: 1, why: 'It matters.', outOf: 5 };
  if (outcome === 'passed') return { ...base, state: 'passed', points: 5 };
  const failure = { kind: outcome, tried: 'mine(1)', expected: '2', got: '3' };
  return { ...base, state: 'failed', points: 0, failure };
}
