import { runCLI } from 'jest';
import { join } from 'node:path';
import type { Step } from '../../course/course';
import { ROOT } from '../../course/parts';

const CONFIG = join(ROOT, 'grader', 'harness', 'parent', 'suite', 'jest.config.js');

/** Returns the file of a step's suite. */
export function suiteOf(step: Step): string {
  return join(ROOT, 'grader', 'steps', step.name, 'suite.test.ts');
}

/**
 * Runs the suites of some steps, in this process and one after the other.
 *
 * @returns the faults of the suites themselves; an empty list if every check ran
 */
export async function runSuites(steps: readonly Step[]): Promise<string[]> {
  const paths = steps.map(suiteOf);
  const { results } = await asInCI(() =>
    runCLI(
      {
        $0: 'grade',
        _: paths,
        config: CONFIG,
        runTestsByPath: true,
        runInBand: true,
        silent: true,
      },
      [ROOT],
    ),
  );
  const faults = results.testResults.flatMap(({ testFilePath, testExecError }) =>
    testExecError ? [`${testFilePath}: ${testExecError.message}`] : [],
  );
  if (results.numTotalTestSuites !== paths.length) faults.push('Jest did not find every suite');
  return faults;
}

/** In a terminal, Jest prints a line about its search for suites. In CI, Jest does not print it. */
async function asInCI<Result>(run: () => Promise<Result>): Promise<Result> {
  const { CI } = process.env;
  process.env.CI = 'true';
  try {
    return await run();
  } finally {
    if (CI === undefined) delete process.env.CI;
    else process.env.CI = CI;
  }
}
