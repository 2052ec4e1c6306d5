import { existsSync, readdirSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';

/**
 * Lists the files in a folder and in the folders below it, without the hidden ones.
 *
 * @returns their paths inside the folder, with `/`, sorted; none if there is no such folder
 */
export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, resolve(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort();
}
