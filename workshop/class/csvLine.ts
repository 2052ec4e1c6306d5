/**
 * Returns a line of a CSV file. A cell that a spreadsheet would take for a formula begins with `'`
 * instead.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: string | number | undefined): string {
  // Numbers are not text of a student.
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  // Some spreadsheets begin a new cell after a semicolon, too.
  const cells = text.replace(/(;["\s]*)(?=[=+\-@＝＋－＠])/g, "$1'");
  const safe = /^\s*[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${cells}` : cells;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
