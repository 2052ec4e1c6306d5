import type { Problem } from '../harness/channel/Problem';
import { showProblem } from '../harness/parent/submission/showProblem';
import { clean } from './clean';
import { wrap } from './wrap';

interface TypeErrorStyle {
  /** The maximum number of type errors, or of lines of the first one. */
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

/** Returns how many type errors a file has, and at most `most` lines of the first one. */
export function firstTypeError(
  errors: readonly Problem[],
  { most, whole, columns }: TypeErrorStyle,
): string {
  const what = errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`;
  const isCut = errors.length > 1 || most === 0;
  const intro = `TypeScript also reports ${what}${isCut ? ` (${whole})` : ''}${most > 0 ? ':' : '.'}`;
  const rows = errors
    .slice(0, 1)
    .flatMap(({ excerpt: _excerpt, ...first }) =>
      wrap(clean(showProblem(first)), '    ', columns).split('\n'),
    );
  return [wrap(intro, '  ', columns), ...rows.slice(0, most)].join('\n');
}
