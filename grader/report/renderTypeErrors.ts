import type { Problem } from '../harness/channel/Problem';
import { showProblem } from '../harness/parent/submission/showProblem';
import { clean } from './clean';
import { wrap } from './wrap';

interface TypeErrorStyle {
  /** The maximum number of type errors. */
  most: number;
  /** The command that shows all type errors. */
  whole: string;
  columns: number;
}

/** Returns the type errors of a file. */
export function renderTypeErrors(
  errors: readonly Problem[],
  { most, whole, columns }: TypeErrorStyle,
): string {
  const intro = 'TypeScript finds mistakes. The grader runs the checks too.';
  const shown = errors.slice(0, most).map(showProblem).map(clean);
  const left = errors.length - shown.length;
  if (left > 0) shown.push(`… ${left} more ${left === 1 ? 'mistake' : 'mistakes'}: ${whole}`);
  const lines = shown.map((text) => wrap(text, '    ', columns));
  return `${wrap(intro, '  ', columns)}\n\n${lines.join('\n')}`;
}
