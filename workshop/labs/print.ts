import { styled } from '../../solution/supplied/program/render';
import { wrap } from '../../grader/report/wrap';

/**
 * Prints lines. A long line continues with the indentation of its beginning, or of the text of an
 * item.
 */
export function print(...lines: string[]): void {
  for (const line of lines) {
    const [start] = /^\s*(?:- |\d+\. )?/.exec(line) ?? [''];
    process.stdout.write(`${wrap(line.slice(start.length), start)}\n`);
  }
}

/** Prints a title, after an empty line. */
export function printTitle(text: string): void {
  process.stdout.write(`\n${styled('bold', text)}\n`);
}
