import stringWidth from 'string-width';

/** How much of a line is shown, in characters. */
const LONGEST = 70;

/**
 * Returns a line of source code, with a caret below a place in the line. Cuts a long line.
 *
 * @param index the position of the place in the line, in UTF-16 units from 0
 */
export function excerptOf(line: string, index: number): string {
  const indentation = line.length - line.trimStart().length;
  const begin = Math.max(Math.min(indentation, index), index - LONGEST / 2);
  const shown = line.slice(begin, begin + LONGEST).trimEnd();
  // Tabs stay, because the report decides their width.
  const indent = shown
    .slice(0, index - begin)
    .replace(/[^\t]+/g, (text) => ' '.repeat(stringWidth(text)));
  return `${shown}\n${indent}^`;
}
