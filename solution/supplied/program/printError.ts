import { wrap } from './render';

/**
 * Writes a line to standard error. Breaks the line for a terminal. Programs get it as one line.
 */
export function printError(line: string): void {
  const { stderr } = process;
  stderr.write(`${stderr.isTTY ? wrap(line, stderr.columns) : line}\n`);
}
