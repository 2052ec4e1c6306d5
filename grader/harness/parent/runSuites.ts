import { join } from 'node:path';
import { runCLI } from 'jest';
import type { Step } from '../../course/course';
import { ROOT } from '../../course/parts';

const CONFIG = join(ROOT, 'grader', 'harness', 'parent', 'suite', 'jest.config.js');

/** The suite of a step. */
export function suiteOf(step: Step): string {
  return join(ROOT, 'grader', 'steps', step.name, 'suite.test.ts');
}

/**
 * Runs the suites of some steps, in this process and one after the other.
 *
 * @returns what is wrong with the suites themselves; nothing if every check was run
 */
export async function runSuites(steps: readonly Step[]): Promise<string[]> {
  const paths = steps.map(suiteOf);
  const { results } = await withoutTerminal(() =>
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

/** Jest tells a terminal that it looks for suites, unless it believes to be in CI. */
async function withoutTerminal<Result>(run: () => Promise<Result>): Promise<Result> {
  const { CI } = process.env;
  process.env.CI = 'true';
  try {
    return await run();
  } finally {
    if (CI === undefined) delete process.env.CI;
    else process.env.CI = CI;
  }
}
