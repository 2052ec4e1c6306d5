import { readArguments, UsageError } from '../../solution/supplied/program/readArguments';
import type { Flags, Given } from '../../solution/supplied/program/readArguments';
import { COURSE, findStep } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';

/**
 * Reads the command line of a command that is about steps, which may stand anywhere in it.
 *
 * @returns the steps in the order given, and the flags
 * @throws UsageError for a step or a flag that is unknown
 */
export function stepArguments<F extends Flags>(
  flags: F,
  argv: readonly string[],
): { steps: Step[]; given: Given<F> } {
  const steps: Step[] = [];
  const rest: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i];
    const step = findStep(word);
    if (step !== undefined) steps.push(step);
    else if (/^(step)?\d+$/i.test(word)) throw new UsageError(noStep(word));
    else rest.push(word);
    // The value of a flag is no step, even if it looks like one: `--seed 3`.
    if (flags[word.replace(/^--/, '')] === 'string' && i + 1 < argv.length) rest.push(argv[++i]);
  }
  return { steps, given: readArguments({ ...flags, help: 'boolean' }, rest) as Given<F> };
}

/** What is said of a step that is not there. */
function noStep(word: string): string {
  return `there is no "${word}": steps are step1 to step${COURSE.length}, or names such as mine`;
}

/** @throws UsageError unless exactly one step is named */
export function onlyStep(steps: readonly Step[]): Step {
  if (steps.length === 1) return steps[0];
  throw new UsageError(
    steps.length === 0
      ? `which step? step1 to step${COURSE.length}, or a name such as mine`
      : 'one step at a time, please',
  );
}
