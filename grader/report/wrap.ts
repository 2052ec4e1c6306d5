import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { outputColumns } from './outputColumns';

/**
 * The text that replaces a tab. For `string-width`, a tab has 0 columns. On terminals, it has more.
 */
const TAB = '    ';

/** The text beside a label has at least this number of columns, also on a very narrow terminal. */
const FEWEST_BESIDE = 8;

/**
 * Breaks a text into lines. Breaks between words, or inside words that are longer than a line.
 *
 * @param first the text before the first line; the other lines get the same number of spaces
 * @param columns the maximum number of columns of a line, with `first`. The default fits the
 *   terminal. A character can have 0, 1 or 2 columns.
 */
export function wrap(text: string, first = '', columns = outputColumns()): string {
  const width = stringWidth(first);
  const lines = text
    .replaceAll('\t', TAB)
    .split('\n')
    .flatMap((line) => breakLine(line, Math.max(FEWEST_BESIDE, columns - width)));
  return lines
    .map((line, i) => `${i === 0 ? first : ' '.repeat(width)}${line}`.trimEnd())
    .join('\n');
}

/** Breaks one line. The first part keeps the indentation, which shows the structure of code. */
function breakLine(line: string, columns: number): string[] {
  const words = line.trim();
  const indent = Math.min(line.trimEnd().length - words.length, Math.floor(columns / 2));
  // `wrap-ansi` removes spaces from the beginning. During the break,
  // other characters replace these spaces.
  const [first, ...others] = wrapAnsi('x'.repeat(indent) + words, columns, { hard: true }).split(
    '\n',
  );
  return [' '.repeat(indent) + first.slice(indent), ...others];
}
