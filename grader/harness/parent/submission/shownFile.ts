import { basename, dirname } from 'node:path';

/** Returns a file's path as students know it, with its folder: `starter/mine.ts`. */
export function shownFile(path: string): string {
  return `${basename(dirname(path))}/${basename(path)}`;
}
