import { readFileSync } from 'node:fs';

/** Returns a file's text. Its lines end with `\n` on every machine. */
export function readText(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}
