import { join } from 'node:path';
import type { Step } from '../course/course';
import type { StepReport } from '../harness/parent/suite/Report';
import type { Case } from './casesOf';
import { gradeFolders } from './gradeFolders';
import { layFolder } from './layFolder';

/** What came of a case. */
export interface Tried {
  tried: Case;
  report: StepReport;
  /** What is wrong with the grade. */
  problem?: string;
}

/**
 * Tries a step's suite on some cases.
 *
 * @param scratch a folder for what it needs
 * @param lanes how many are graded side by side
 * @throws Error if the grader itself could not work
 */
export async function tryStep(
  step: Step,
  cases: readonly Case[],
  scratch: string,
  lanes: number,
): Promise<Tried[]> {
  const orders = cases.map(({ source }) => ({
    target: layFolder(scratch, source === undefined ? {} : { [step.name]: source }),
    steps: [step.name],
  }));
  const inLanes = await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      gradeFolders(
        orders.filter((_order, i) => i % lanes === lane),
        join(scratch, `${step.name}-${lane}.json`),
      ),
    ),
  );
  return cases.map((tried, i) => {
    const { steps, faults } = inLanes[i % lanes][Math.floor(i / lanes)];
    if (faults.length > 0) throw new Error(`${step.name}, ${tried.name}: ${faults.join('\n')}`);
    const problem = tried.problem(steps[0].checks);
    return { tried, report: steps[0], ...(problem !== undefined && { problem }) };
  });
}
