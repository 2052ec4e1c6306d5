/**
 * Cuts lines to a maximum number. Keeps the beginning, and the last line if there is room for it.
 * The last line of a story of calls is the call that fails.
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
  const last = lines.at(-1) ?? [];
  const end = lines.length > 1 && last.length < most - 1 ? last : [];
  const begin = all.slice(0, Math.max(0, most - 1 - end.length));
  return [...begin, missing(all.length - begin.length - end.length), ...end];
}
