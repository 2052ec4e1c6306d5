import { npmOptions } from '../../solution/supplied/program/npmOptions';
import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import type { Flags, Given } from '../../solution/supplied/program/readArguments';
import { COURSE, findStep } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { nearestName } from '../student/nearestName';
import { nearestStep } from '../student/nearestStep';

/**
 * npm takes `--step3` from `npm run grade --step3`, as it takes a flag. Also steps that do not exist
 * are found, so that they are refused.
 */
const STEP_FLAGS: Flags = Object.fromEntries(
  [
    ...COURSE.map(({ name }) => name),
    ...Object.keys(process.env).flatMap((name) => /^npm_config_(step\d+)$/.exec(name)?.[1] ?? []),
  ].map((word) => [word, 'boolean']),
);

/**
 * Reads a command line with steps and flags in any order. A step is one word, such as `step3`, `3`,
 * `mine` or `--step3`, or the two words `step 3`.
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
  const words = [...argv, ...npmOptions({ ...STEP_FLAGS, ...flags }, argv)];
  for (let i = 0; i < words.length; i++) {
    const isPair = /^step$/i.test(words[i]) && /^\d+$/.test(words[i + 1] ?? '');
    const word = isPair ? `step${words[++i]}` : words[i];
    const flag = word.replace(/^--/, '');
    const step = findStep(flag);
    if (step !== undefined) named.add(step);
    else if (/^(step)?\d+$/i.test(flag)) throw new UsageError(noStep(flag));
    else {
      const isFlag = word.startsWith('-') || flag === 'help' || Object.hasOwn(flags, flag);
      const near = isFlag ? undefined : nearestStep(word);
      if (near !== undefined) {
        throw new UsageError(`No step is called "${word}". Did you mean ${near}?`);
      }
      const nearFlag = isFlag ? undefined : nearestName(word, Object.keys(flags));
      if (nearFlag !== undefined) {
        throw new UsageError(`"${word}" means nothing here. Did you mean ${nearFlag}?`);
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
