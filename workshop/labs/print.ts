import { styled } from '../../solution/supplied/program/render';
import { wrap } from '../../grader/report/wrap';

/** The beginning of a line: spaces, and the sign of an item or a time in seconds. */
const BEGINNING = /^\s*(?:- |\d+\. |\d+\.\d s {2})?/;

/**
 * Prints lines. A long line continues with the indentation of its text, which can follow the sign of
 * an item or a time.
 */
export function print(...lines: string[]): void {
  for (const line of lines) process.stdout.write(`${wrapLine(line)}\n`);
}

/** Returns a line as `print` prints it. */
export function wrapLine(line: string, columns?: number): string {
  const [start] = BEGINNING.exec(line) ?? [''];
  return wrap(line.slice(start.length), start, columns);
}

/** Prints a title, after an empty line. */
export function printTitle(text: string): void {
  process.stdout.write(`\n${styled('bold', text)}\n`);
}
