import { handoutOf } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { hintsOf } from './hintsOf';
import { Notebook } from './Notebook';
import { ROOT } from '../../grader/course/parts';
import { wrap } from '../../grader/report/wrap';

/**
 * Hands out hints of a step, and remembers how many there have been.
 *
 * @param again true for those that have been handed out, false for the next one
 * @returns the hints, and a word on what there is still to come
 */
export function nextHint(step: Step, again = false): string {
  const notebook = new Notebook(ROOT);
  const hints = hintsOf(step, ROOT);
  const before = notebook.hintsOf(step);
  const shown = again ? before : Math.min(before + 1, hints.length);
  const given = again ? hints.slice(0, shown) : hints.slice(shown - 1, shown);
  notebook.setHints(step, shown);
  return [
    ...given.map((hint) => wrap(hint, '')),
    whatNow(step, { before, shown, all: hints.length }),
  ].join('\n\n');
}

function whatNow(step: Step, count: { before: number; shown: number; all: number }): string {
  const { before, shown, all } = count;
  if (shown === 0) return `You have had no hint yet: npm run hint ${step.name}`;
  if (shown < all) return `(${shown} of ${all}; once more for the next)`;
  const last = before === all ? 'There are no more hints' : `(${shown} of ${all}, the last`;
  return `${last}: the handout says it all, ${handoutOf(step)}${before === all ? '.' : ')'}`;
}
