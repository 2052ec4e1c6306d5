import type { GradeResult } from '../GradeResult';
import { hiddenCount, hideChecks } from '../hideChecks';
import { writeJson } from '../writeJson';
import { tellFault } from './tellFault';
import { partsOfCheck, textOfParts } from './partsOfCheck';
import { plainLine } from './plainText';

/** A test in a `result.json`. The names of the fields are Classroom 50's. */
interface Classroom50Test {
  'test-name': string;
  passed: boolean;
  score: number;
  'max-score': number;
  /** Why the test failed. Classroom 50 keeps further fields of a test. */
  output?: string;
}

/** What a field contains outside of Classroom 50's runner, which demands that no field is empty. */
const UNKNOWN = 'unknown';

/**
 * Returns a `result.json` for Classroom 50, in its schema `classroom50/result/v1`. An
 * `autograder.py` runs the grader, which takes the names of classroom and assignment from the
 * environment of the runner.
 *
 * @see https://github.com/foundation50/classroom50/wiki/Advanced-Autograding
 */
export function classroom50(
  result: GradeResult,
  env: NodeJS.ProcessEnv = process.env,
  now = new Date(),
): string {
  const tests = testsOf(result);
  const sum = (field: 'score' | 'max-score'): number =>
    tests.reduce((total, test) => total + test[field], 0);
  const of = (name: string): string => plainLine(env[name] ?? '', 500) || UNKNOWN;
  const commit = of('COMMIT_URL');
  const submission = of('SUBMISSION_TAG');
  return writeJson({
    schema: 'classroom50/result/v1',
    classroom: of('CLASSROOM'),
    assignment: of('ASSIGNMENT'),
    assignment_type: typeOf(env.ASSIGNMENT_TYPE),
    owner: env.OWNER === undefined ? of('USERNAME') : of('OWNER'),
    submission: submission.startsWith('submit/') ? submission : `submit/${submission}`,
    commit,
    release: of('RELEASE_URL'),
    review: env.REVIEW_URL ? of('REVIEW_URL') : commit,
    datetime: `${now.toISOString().slice(0, 19)}Z`,
    score: sum('score'),
    'max-score': sum('max-score'),
    tests,
  });
}

function typeOf(type: string | undefined): string {
  return type === 'group' || type === 'team' ? type : 'individual';
}

function testsOf(result: GradeResult): Classroom50Test[] {
  if (result.fault !== undefined) {
    const outOf = result.steps.reduce((sum, { points }) => sum + points, 0);
    return [{ 'test-name': tellFault(result), passed: false, score: 0, 'max-score': outOf }];
  }
  const { report, count, points, outOf } = hideChecks(result.report, result.hidden);
  const tests = report.steps.flatMap((step) =>
    step.checks.map((check): Classroom50Test => {
      const output = textOfParts(partsOfCheck(check, step));
      return {
        'test-name': plainLine(`Step ${step.step.number}: ${check.name}`, 500),
        passed: check.state === 'passed',
        score: check.points,
        'max-score': check.outOf,
        ...(output !== '' && { output }),
      };
    }),
  );
  if (count > 0) {
    tests.push({
      'test-name': hiddenCount(count),
      passed: points === outOf,
      score: points,
      'max-score': outOf,
    });
  }
  return tests;
}
