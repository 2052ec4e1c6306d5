import { basename, dirname } from 'node:path';

/** Returns the path that students see: the folder and the file, such as `starter/mine.ts`. */
export function shownFile(path: string): string {
  return `${basename(dirname(path))}/${basename(path)}`;
}
