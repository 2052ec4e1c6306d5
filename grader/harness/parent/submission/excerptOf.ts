/** The most of a line that is shown. */
const LONGEST = 70;

/**
 * A line of source with a caret below the place that is meant. What is too long is cut.
 *
 * @param column from 0
 */
export function excerptOf(line: string, column: number): string {
  const indentation = line.length - line.trimStart().length;
  const begin = Math.max(Math.min(indentation, column), column - LONGEST / 2);
  const shown = line.slice(begin, begin + LONGEST).trimEnd();
  return `${shown}\n${shown.slice(0, column - begin).replace(/\S/g, ' ')}^`;
}
