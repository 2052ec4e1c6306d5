import { COURSE } from '../../course/course';
import type { Step } from '../../course/course';
import type { CheckReport, Failure, Report } from '../../harness/parent/suite/Report';
import type { GradeRequest, GradeResult } from '../../report/GradeResult';

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

const FILES: GradeRequest['files'] = new Map([['mine', 'export const mine = 1;\n']]);

/** Returns the result with this report. */
export function resultOf(report: Report, hidden: ReadonlySet<string> = new Set()): GradeResult {
  const steps = report.steps.map(({ step }) => step);
  return { steps, seed: 5, hidden, files: FILES, report };
}

/** Returns the result of a grading of some steps that failed. */
export function brokenResult(
  fault: string,
  { steps = COURSE, hidden = new Set() }: Partial<GradeRequest> = {},
): GradeResult {
  return { steps, seed: 5, hidden, files: FILES, fault };
}

function stepAt(i: number): Step {
  return COURSE[i + 2];
}
