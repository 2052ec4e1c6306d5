/**
 * Reads CSV, with commas or semicolons.
 *
 * @returns the cells of each line that is not empty, with the number of the line
 */
export function readCsv(text: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let line = 1;
  let begun = 1;
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const separator = /^[^,\n]*;/.test(source) ? ';' : ',';
  let at = 0;
  while (at < source.length) {
    const quoted = /^ *"((?:[^"]|"")*)" */.exec(source.slice(at));
    const end = source.slice(at).search(/[,;\n]/);
    let cell: string;
    if (quoted !== null) {
      cell = quoted[1].replaceAll('""', '"');
      at += quoted[0].length;
    } else {
      let length = end < 0 ? source.length - at : end;
      while (
        source[at + length] !== undefined &&
        !['\n', separator].includes(source[at + length])
      ) {
        length++;
      }
      cell = source.slice(at, at + length).trim();
      at += length;
    }
    line += cell.split('\n').length - 1;
    cells.push(cell);
    const next = source[at];
    at++;
    if (next === separator) continue;
    if (cells.some((each) => each !== '')) rows.push({ line: begun, cells });
    cells = [];
    line++;
    begun = line;
  }
  if (cells.length > 0) rows.push({ line: begun, cells });
  return rows;
}
