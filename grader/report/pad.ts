import stringWidth from 'string-width';

/** Adds spaces to the end of a text until the text has a number of columns. */
export function padEnd(text: string, columns: number): string {
  return text + spaces(text, columns);
}

/** Adds spaces to the beginning of a text until the text has a number of columns. */
export function padStart(text: string, columns: number): string {
  return spaces(text, columns) + text;
}

function spaces(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - stringWidth(text)));
}
