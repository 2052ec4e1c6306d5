/** The columns of a line if there is no terminal. Lines on a wider terminal are not longer. */
export const COLUMNS = 80;

/** The columns of a line on a terminal with fewer columns. */
const FEWEST_COLUMNS = 40;

/**
 * Returns how many columns a line can have: from 40 to 80.
 *
 * @param terminal the columns of the terminal. Undefined if there is none; some terminals say 0.
 */
export function outputColumns(terminal = process.stdout.columns): number {
  return Math.min(COLUMNS, Math.max(FEWEST_COLUMNS, terminal || COLUMNS));
}
