import { handoutOf } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { wrap } from '../../grader/report/wrap';
import { hintsOf } from './hintsOf';
import { Notebook } from './Notebook';

/**
 * Returns a hint for a step, and the command for the next hint. Stores how many hints were given.
 *
 * @param again true to return all hints so far instead of the next hint
 */
export function nextHint(step: Step, again = false): string {
  const notebook = new Notebook(ROOT);
  const hints = hintsOf(step, ROOT);
  const before = notebook.hintsOf(step);
  const shown = again ? before : Math.min(before + 1, hints.length);
  const given = hints.slice(again ? 0 : shown - 1, shown);
  notebook.setHints(step, shown);
  const counts = { before, shown, all: hints.length };
  return [...given.map((hint) => wrap(hint)), wrap(whatNow(step, counts))].join('\n\n');
}

function whatNow(step: Step, counts: { before: number; shown: number; all: number }): string {
  const { before, shown, all } = counts;
  const command = `npm run hint step${step.number}`;
  if (shown === 0) return `You have not asked for a hint yet. For the first hint: ${command}`;
  if (shown < all) return `Hint ${shown} of ${all}. For the next hint: ${command}`;
  const last = before === all ? 'There are no more hints.' : `Hint ${shown} of ${all}, the last.`;
  return `${last} Read the handout again: ${handoutOf(step)}`;
}
