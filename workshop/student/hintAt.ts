import type { Step } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { wrap } from '../../grader/report/wrap';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { hintsOf } from './hintsOf';
import { Notebook } from './Notebook';

/**
 * Returns a hint that the student has received already.
 *
 * @param level the number of the hint, from 1
 * @throws UsageError if the level is no number of such a hint
 */
export function hintAt(step: Step, level: string): string {
  const given = new Notebook(ROOT).hintsOf(step);
  const number = Number(level);
  if (!/^\d+$/.test(level) || number < 1 || number > given) {
    throw new UsageError(
      given === 0
        ? `you have no hint for ${step.name} yet, so there is no level ${level}`
        : `--level is a number from 1 to ${given}: so many hints for ${step.name} are yours`,
    );
  }
  return wrap(hintsOf(step, ROOT)[number - 1]);
}
