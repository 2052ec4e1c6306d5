import { randomInt } from 'node:crypto';
import type { Step } from '../course/course';
import { gradeSteps } from '../harness/parent/gradeSteps';
import { SOLUTION } from '../course/parts';
import { SEARCHES } from '../steps/searches';

/** How long the grading of a step took in many runs, in seconds. */
export interface StepTime {
  step: Step;
  median: number;
  /** 95 of 100 runs took at most this time. */
  p95: number;
}

/**
 * Grades the reference many times, each time with another seed.
 *
 * @param say called with a line for each failure
 * @param show called with the current work before each step
 * @returns how many runs lost a check, and how long each step took
 */
export async function measureRuns(
  steps: readonly Step[],
  runs: number,
  say: (line: string) => void,
  show: (work: string) => void,
): Promise<{ failures: number; times: StepTime[] }> {
  const seconds = new Map<Step, number[]>(steps.map((step) => [step, []]));
  let failures = 0;
  for (let run = 1; run <= runs; run++) {
    const seed = randomInt(2 ** 32);
    const lost: string[] = [];
    for (const step of steps) {
      show(`run ${run} of ${runs}: grading step ${step.number}, ${step.name} …`);
      const begun = performance.now();
      const { steps: reports, faults } = await gradeSteps({
        steps: [step],
        target: SOLUTION,
        seed,
        searches: SEARCHES,
        searchSeed: seed,
        checkTypes: false,
      });
      seconds.get(step)?.push((performance.now() - begun) / 1000);
      const checks = reports[0].checks.filter(({ state }) => state !== 'passed');
      lost.push(
        ...faults,
        ...checks.map(
          ({ name, reason, failure }) => `${step.name}: ${name} (${reason ?? failure?.got})`,
        ),
      );
    }
    if (lost.length > 0) failures++;
    for (const what of lost) say(`run ${run}, seed ${seed}: ${what}`);
  }
  const times = [...seconds].map(([step, all]) => {
    const sorted = all.toSorted((a, b) => a - b);
    const at = (part: number): number => sorted[Math.ceil(part * sorted.length) - 1];
    return { step, median: at(0.5), p95: at(0.95) };
  });
  return { failures, times };
}
