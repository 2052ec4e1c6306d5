import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** The columns of a line. A character can take two of them, or none. */
export const COLUMNS = 80;

/** A tab takes no column by `string-width`, but some on every terminal. */
const TAB = '    ';

/**
 * Breaks a text into lines of at most 80 columns: between words, or inside a word that is longer.
 *
 * @param first what stands before the first line; the others get as many spaces
 */
export function wrap(text: string, first = ''): string {
  const width = stringWidth(first);
  const lines = text
    .replaceAll('\t', TAB)
    .split('\n')
    .flatMap((line) => breakLine(line, COLUMNS - width));
  return lines
    .map((line, i) => `${i === 0 ? first : ' '.repeat(width)}${line}`.trimEnd())
    .join('\n');
}

/** Breaks one line. Its first part keeps the indentation, which shows the structure of code. */
function breakLine(line: string, columns: number): string[] {
  const words = line.trim();
  const indent = Math.min(line.trimEnd().length - words.length, Math.floor(columns / 2));
  // `wrap-ansi` removes spaces from the beginning. Other characters take their place meanwhile.
  const [first, ...others] = wrapAnsi('x'.repeat(indent) + words, columns, { hard: true }).split(
    '\n',
  );
  return [' '.repeat(indent) + first.slice(indent), ...others];
}
