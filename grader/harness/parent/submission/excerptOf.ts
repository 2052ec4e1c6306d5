/** How much of a line is shown, in characters. */
const LONGEST = 70;

/**
 * Returns a line of source with a caret below a place in it. A long line is cut.
 *
 * @param column from 0
 */
export function excerptOf(line: string, column: number): string {
  const indentation = line.length - line.trimStart().length;
  const begin = Math.max(Math.min(indentation, column), column - LONGEST / 2);
  const shown = line.slice(begin, begin + LONGEST).trimEnd();
  return `${shown}\n${shown.slice(0, column - begin).replace(/\S/g, ' ')}^`;
}
