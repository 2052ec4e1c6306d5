import { readFileSync } from 'node:fs';

/** A file's text, with lines that end the same on every machine. */
export function readText(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}
