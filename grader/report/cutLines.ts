/** The line of a story that decided the verdict begins with this sign. */
const DECISIVE = '→ ';

/**
 * Cuts lines to a maximum number. Keeps the beginning, and more of the end: the last lines of a
 * story are about the failure. If a line is marked as decisive, the text ends with the line after it.
 *
 * @param lines each with the lines on the screen that it takes
 * @param most the maximum number of lines on the screen, with the line that says what is missing
 * @param missing returns the line that says that so many lines are missing
 */
export function cutLines(
  lines: readonly (readonly string[])[],
  most: number,
  missing: (count: number) => string,
): string[] {
  const all = lines.flat();
  if (all.length <= most) return all;
  const room = Math.max(0, most - 1);
  const roomAtEnd = Math.min(Math.ceil((room * 2) / 3), room - 1);
  const decisive = lines.findIndex(([first]) => first.startsWith(DECISIVE));
  let end: string[] = [];
  // If there is little space, the line after the decisive one is left out.
  const last = decisive < 0 ? lines.length : decisive + (roomAtEnd > 1 ? 2 : 1);
  for (const line of lines.slice(1, last).toReversed()) {
    if (end.length + line.length > roomAtEnd) break;
    end = [...line, ...end];
  }
  const begin = all.slice(0, room - end.length);
  return [...begin, missing(all.length - begin.length - end.length), ...end];
}
