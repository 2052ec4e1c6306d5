import type { Readable } from 'node:stream';

/** The maximum number of characters in a line. */
const MOST_CHARACTERS = 4096;

/**
 * Reads an input line by line.
 *
 * @param onLine called with each line, without its end. Called with undefined for a line that is too
 *   long, which is not kept in memory
 */
export function readLines(input: Readable, onLine: (line: string | undefined) => void): void {
  let line = '';
  let isTooLong = false;
  input.setEncoding('utf8').on('data', (text: string) => {
    const [first, ...others] = text.split('\n');
    add(first);
    for (const next of others) {
      onLine(isTooLong ? undefined : line);
      line = '';
      isTooLong = false;
      add(next);
    }
  });
  // The input can have been paused before.
  input.resume();

  function add(text: string): void {
    isTooLong ||= line.length + text.length > MOST_CHARACTERS;
    line = isTooLong ? '' : line + text;
  }
}
