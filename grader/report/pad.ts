import stringWidth from 'string-width';

/** Returns a text with spaces after it that fill a number of columns. */
export function padEnd(text: string, columns: number): string {
  return text + spaces(text, columns);
}

/** Returns a text with spaces before it that fill a number of columns. */
export function padStart(text: string, columns: number): string {
  return spaces(text, columns) + text;
}

function spaces(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - stringWidth(text)));
}
