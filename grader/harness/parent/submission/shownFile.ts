import { basename, dirname } from 'node:path';
import { cleanName } from '../../../course/cleanName';

/** Returns the path that students see: the folder and the file, such as `starter/mine.ts`. */
export function shownFile(path: string): string {
  return cleanName(`${basename(dirname(path))}/${basename(path)}`);
}
