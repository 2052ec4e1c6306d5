import { existsSync, readdirSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';

/**
 * Lists the files in a folder and in its subfolders. Leaves out hidden files.
 *
 * @returns the sorted paths inside the folder, with `/`; an empty list if the folder does not exist
 */
export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, resolve(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort();
}
