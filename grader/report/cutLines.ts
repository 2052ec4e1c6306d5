/** The line of a story that decided the verdict begins with this sign. */
const DECISIVE = '→ ';

/**
 * Cuts lines to a maximum number. Keeps the beginning, and more of the end: the last lines of a
 * story are about the failure. If a line is marked as decisive, it is kept: with the beginning if it
 * is near to it, else as the end, with the line after it.
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
  const decisive = lines.findIndex(([first]) => first.startsWith(DECISIVE));
  const upTo = (end: number): string[] => lines.slice(0, end).flat();
  const least = upTo(decisive + 2).length;
  const isEarly = least <= room / 2;
  // If there is little space, the line after the decisive one is left out.
  const last =
    decisive < 0 || isEarly ? lines.length : Math.min(lines.length, decisive + (room > 3 ? 2 : 1));
  const roomAtEnd = Math.min(Math.ceil((room * 2) / 3), room - (isEarly ? least : 1));
  let from = last;
  while (from > 1 && lines.slice(from - 1, last).flat().length <= roomAtEnd) from--;
  const end = lines.slice(from, last).flat();
  const begin = upTo(from).slice(0, room - end.length);
  const count = all.length - begin.length - end.length;
  // Without a gap, only lines after the decisive one are missing.
  if (begin.length === upTo(from).length) return [...all.slice(0, room), missing(count)];
  return [...begin, missing(count), ...end];
}
