/** The width that everything fits into. */
export const COLUMNS = 80;

/**
 * Breaks a text into lines.
 *
 * @param first what stands before the first line
 * @param rest what stands before the others: as many spaces as `first` is wide, if not given
 */
export function wrap(text: string, first = '', rest = ' '.repeat(first.length)): string {
  const width = COLUMNS - first.length;
  const lines = text.split('\n').flatMap((line) => breakLine(line, width));
  return lines.map((line, i) => `${i === 0 ? first : rest}${line}`.trimEnd()).join('\n');
}

function breakLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let left = line;
  while (left.length > width) {
    const space = left.lastIndexOf(' ', width);
    // A long word, or a line whose indentation says something, is cut where it must be.
    const cut = space > left.search(/\S/) ? space : width;
    lines.push(left.slice(0, cut));
    left = left.slice(cut).trimStart();
  }
  return [...lines, left];
}
