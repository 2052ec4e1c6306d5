import { COURSE, findStep } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { nearestStep } from './nearestStep';

/**
 * Takes the naive steps out of a command line, such as `--naive step4,step9` or `naive step4 step9`.
 *
 * @throws UsageError if no step is named, or if a named step does not exist
 */
export function naiveArguments(argv: readonly string[]): { naive: Step[]; rest: string[] } {
  const at = argv.findIndex((word) => /^(--)?naive(=|$)/.test(word));
  if (at < 0) return { naive: [], rest: [...argv] };
  const [, value] = /^(?:--)?naive=(.*)$/.exec(argv[at]) ?? [];
  const words = value === undefined ? [] : value.split(',');
  let end = at + 1;
  if (value === undefined) {
    for (; end < argv.length; end++) {
      const named = argv[end].split(',');
      // The first word after `naive` must be a step. Later words can be other options.
      if (end > at + 1 && findStep(named[0]) === undefined) break;
      words.push(...named);
    }
  }
  if (words.length === 0) throw new UsageError('--naive needs steps, such as step4,step9');
  const naive = words.map((word) => {
    const step = findStep(word);
    if (step === undefined) {
      const near = nearestStep(word);
      const advice = near === undefined ? '' : `. Did you mean ${near}?`;
      throw new UsageError(
        `--naive needs steps, such as step4,step9; "${word}" is no step${advice}`,
      );
    }
    return step;
  });
  return {
    naive: COURSE.filter((step) => naive.includes(step)),
    rest: [...argv.slice(0, at), ...argv.slice(end)],
  };
}
