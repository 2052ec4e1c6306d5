import stringWidth from 'string-width';

/** How much of a line is shown, in characters. */
const LONGEST = 70;

/**
 * Returns a line of source with a caret below a place in it. A long line is cut.
 *
 * @param index where that place is in the line, in UTF-16 units from 0
 */
export function excerptOf(line: string, index: number): string {
  const indentation = line.length - line.trimStart().length;
  const begin = Math.max(Math.min(indentation, index), index - LONGEST / 2);
  const shown = line.slice(begin, begin + LONGEST).trimEnd();
  // Tabs stay: the report decides how wide they are.
  const indent = shown
    .slice(0, index - begin)
    .replace(/[^\t]+/g, (text) => ' '.repeat(stringWidth(text)));
  return `${shown}\n${indent}^`;
}
