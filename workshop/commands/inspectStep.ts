import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STARTER } from '../../grader/course/parts';
import { gradeSteps } from '../../grader/harness/parent/gradeSteps';
import { stopAt } from '../../grader/replay/stopAt';
import { showProgress } from '../../grader/report/showProgress';
import { wrap } from '../../grader/report/wrap';
import { SEARCHES } from '../../grader/steps/searches';
import { playedFileOf } from '../student/tryFileOf';
import { writeTryFile } from '../student/writeTryFile';
import type { GradeOptions } from './gradeOptions';
import { runInDebugger } from './runInDebugger';

/**
 * Plays the first failing check of a step under a debugger, without a sandbox and without time
 * limits. Stops at the first line of the function that the check tests. Notes no points.
 *
 * @returns the exit code
 */
export async function inspectStep({ steps: [step], seed }: GradeOptions): Promise<number> {
  const progress = showProgress();
  progress.show(`grading step ${step.number}, ${step.name} …`);
  const report = await gradeSteps({
    steps: [step],
    target: STARTER,
    seed,
    searches: SEARCHES,
    checkTypes: false,
  }).finally(() => progress.end());
  if (report.faults.length > 0) throw new Error(report.faults[0]);
  const shown = `starter/${step.name}.ts`;
  const { text, check } = playedFileOf(report.steps[0], seed) ?? {};
  if (text === undefined || check === undefined) {
    console.log(wrap(`${shown} cannot be loaded. See npm run grade step${step.number}.`));
    return 1;
  }
  const program = writeTryFile(step, text);
  const source = readFileSync(join(STARTER, `${step.name}.ts`), 'utf8');
  const { line, isFound } = stopAt(source, check.of);
  const [played, of] = [
    check.failure === undefined ? 'No check fails, so it plays the first' : 'It plays',
    isFound ? `the first line of ${check.of}` : 'the first line of the file',
  ];
  console.log(
    [
      wrap('This is not a grade: no points, no sandbox, no time limits.'),
      wrap(`${played}: "${check.name}"`),
      wrap(`It stops at ${of}, ${shown}:${line}.`),
      wrap(`The program is ${program}.`),
    ].join('\n'),
  );
  return runInDebugger({ program, step, stop: check.of });
}
