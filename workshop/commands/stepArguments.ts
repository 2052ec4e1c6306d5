import { npmOptions } from '../../solution/supplied/program/npmOptions';
import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import type { Flags, Given } from '../../solution/supplied/program/readArguments';
import { COURSE, findStep } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { nearestStep } from '../student/nearestStep';

/**
 * Reads a command line with steps and flags in any order.
 *
 * @returns the flags, and the steps in the order of the course without repetition
 * @throws UsageError for an unknown step or flag
 */
export function stepArguments<F extends Flags>(
  flags: F,
  argv: readonly string[],
): { steps: Step[]; given: Given<F & { help: 'boolean' }> } {
  const named = new Set<Step>();
  const rest: string[] = [];
  const words = [...argv, ...npmOptions(flags, argv)];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const step = findStep(word);
    if (step !== undefined) named.add(step);
    else if (/^(step)?\d+$/i.test(word)) throw new UsageError(noStep(word));
    else {
      const flag = word.replace(/^--/, '');
      const isFlag = word.startsWith('-') || flag === 'help' || Object.hasOwn(flags, flag);
      const near = isFlag ? undefined : nearestStep(word);
      if (near !== undefined) {
        throw new UsageError(`No step is called "${word}". Did you mean ${near}?`);
      }
      rest.push(word);
      // The value of a flag is not a step, even if it looks like a step, as in `--seed 3`.
      if (['string', 'strings'].includes(flags[flag]) && i + 1 < words.length) {
        rest.push(words[++i]);
      }
    }
  }
  const given = readArguments({ ...flags, help: 'boolean' }, rest);
  return { steps: COURSE.filter((step) => named.has(step)), given };
}

function noStep(word: string): string {
  return `there is no "${word}": steps are step1 to step${COURSE.length}, or names such as mine`;
}

/**
 * Returns the only step of a list.
 *
 * @throws UsageError if the list does not have exactly one step
 */
export function onlyStep(steps: readonly Step[]): Step {
  if (steps.length === 1) return steps[0];
  throw new UsageError(
    steps.length === 0
      ? `which step? step1 to step${COURSE.length}, or a name such as mine`
      : 'one step at a time, please',
  );
}
