import type { StepName } from '../../../course/course';
import type { Body, CheckOptions, Functions } from './Check';
import type { WithGrading } from './Grading';

/**
 * Begins a step's suite. Returns a function that adds a check as a test of Jest. The grader runs
 * the check outside of Jest and stores the result.
 *
 * @example
 * import type * as Mine from '../../../solution/mine';
 *
 * const check = checksOf<typeof Mine>('mine');
 * check('mine does not change the draft', { of: 'mine', sentence: 7, points: 1, why: '…' }, async ({ call, random }) => {
 *   const answer = await call('mine', random.draft(), scripted([], false));
 *   answer.mustKeepItsArguments();
 * });
 */
export function checksOf<F extends Functions>(
  step: StepName,
): (name: string, options: CheckOptions<keyof F & string>, body: Body<F>) => void {
  const { grading } = globalThis as WithGrading;
  if (grading === undefined) throw new Error('only `npm run grade` can run a suite');
  const run = grading.begin(step);
  afterAll(() => run.search());
  return (name, options, body) => {
    const judge = run.add(name, options, body);
    test(name, judge);
  };
}
