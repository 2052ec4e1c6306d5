import { join } from 'node:path';
import type { Step } from '../course/course';
import type { StepReport } from '../harness/parent/suite/Report';
import type { Case } from './casesOf';
import { gradeInNewProcess } from './gradeInNewProcess';
import { writeSubmission } from './writeSubmission';

/** The grade of a case. */
export interface Tried {
  tried: Case;
  report: StepReport;
  /** The fault of the grade. Undefined if the grade is right. */
  problem?: string;
}

/**
 * Grades some cases of a step.
 *
 * @param scratch a folder for the submissions
 * @param lanes how many cases to grade at the same time
 * @param seed the seed of the gradings
 * @returns the grades, in the order of the cases
 * @throws Error if the grader itself failed
 */
export async function tryStep(
  step: Step,
  cases: readonly Case[],
  scratch: string,
  lanes: number,
  seed?: number,
): Promise<Tried[]> {
  const orders = cases.map(({ source }) => ({
    target: writeSubmission(scratch, source === undefined ? {} : { [step.name]: source }),
    steps: [step.name],
    seed,
  }));
  const inLanes = await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      gradeInNewProcess(
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
