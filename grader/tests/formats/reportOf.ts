import { COURSE } from '../../course/course';
import type { Step } from '../../course/course';
import type { CheckReport, Failure, Report } from '../../harness/parent/suite/Report';
import type { GradeResult } from '../../report/GradeResult';

/** Returns a check worth one point. It failed if there is a failure, else it passed. */
export function checkOf(
  name: string,
  failure?: Partial<Failure>,
  facts: Partial<CheckReport> = {},
): CheckReport {
  return {
    name,
    state: failure === undefined ? 'passed' : 'failed',
    points: failure === undefined ? 1 : 0,
    outOf: 1,
    of: 'mine',
    sentence: [1, 3],
    why: 'It matters.',
    ...(failure && {
      failure: { kind: 'wrong', tried: 'f()', expected: '1', got: '2', ...failure },
    }),
    ...facts,
  };
}

/** Returns the report of some steps, which begin with step 3. */
export function reportOf(...steps: CheckReport[][]): Report {
  const reports = steps.map((checks, i) => ({
    step: stepAt(i),
    file: `starter/${stepAt(i).name}.ts`,
    typeErrors: [],
    points: checks.reduce((sum, { points }) => sum + points, 0),
    outOf: checks.reduce((sum, { outOf }) => sum + outOf, 0),
    checks,
  }));
  return {
    seed: 5,
    isolation: 'bubblewrap',
    points: reports.reduce((sum, { points }) => sum + points, 0),
    outOf: reports.reduce((sum, { outOf }) => sum + outOf, 0),
    steps: reports,
    faults: [],
  };
}

/** Returns the result with this report. Without a report, the grading did not end. */
export function resultOf(
  report: Report | undefined,
  facts: Partial<GradeResult> = {},
): GradeResult {
  const steps = report === undefined ? COURSE : report.steps.map(({ step }) => step);
  return { steps, seed: 5, report, fault: undefined, hidden: new Set(), ...facts };
}

function stepAt(i: number): Step {
  return COURSE[i + 2];
}
