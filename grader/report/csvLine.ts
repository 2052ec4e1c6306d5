/** A cell that a spreadsheet would take for a formula, with any marks before it. */
const FORMULA = /^(?='*\s*[=+\-@＝＋－＠\t\r\n])/;
/** The same after a semicolon, because some spreadsheets begin a new cell there, too. */
const INNER_FORMULA = /(;["\s]*)(?='*[=+\-@＝＋－＠])/g;
const MARKED = /^'(?='*\s*[=+\-@＝＋－＠\t\r\n])/;
const INNER_MARKED = /(;["\s]*)'(?='*[=+\-@＝＋－＠])/g;

/**
 * Returns a line of a CSV file. A cell that a spreadsheet would take for a formula begins with `'`
 * instead. `withoutMark` is the reverse.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** Returns the text of a cell that `csvLine` has written. */
export function withoutMark(cell: string): string {
  return cell.replace(MARKED, '').replace(INNER_MARKED, '$1');
}

function cellOf(value: string | number | undefined): string {
  // Numbers are not text of a student.
  if (typeof value === 'number') return String(value);
  const safe = (value ?? '').replace(INNER_FORMULA, "$1'").replace(FORMULA, "'");
  // Readers remove spaces around a cell without quotes.
  return /[",;\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
