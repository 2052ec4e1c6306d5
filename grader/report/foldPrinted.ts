import { clean } from './clean';
import { wrap } from './wrap';

/** How many lines to show of a text that the student's code printed. */
export const PRINTED_SHOWN = 3;

/** Returns the first lines of a text that the student's code printed, and how many more there are. */
export function foldPrinted(printed: string, columns: number): string {
  const lines = clean(printed.trimEnd()).split('\n');
  const rows = lines.map((line) => wrap(line, '', columns).split('\n'));
  // The line that says what is missing takes one line too.
  if (rows.flat().length <= PRINTED_SHOWN + 1) return rows.flat().join('\n');
  const shown = rows.flat().slice(0, PRINTED_SHOWN);
  let whole = 0;
  for (let used = rows[0].length; used <= PRINTED_SHOWN; used += rows[whole].length) whole++;
  const left = lines.length - whole;
  // The grader keeps only the beginning of a long text, and marks its end.
  const count = printed.endsWith('…') ? `at least ${left}` : left;
  return [...shown, `and ${count} more ${left === 1 ? 'line' : 'lines'}`].join('\n');
}
