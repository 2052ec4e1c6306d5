import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { starterFiles } from '../../grader/course/generator/starterFiles';
import { writeFiles } from '../../grader/course/generator/writeFiles';
import { ROOT } from '../../grader/course/parts';

/** The files and folders to copy. Packages are linked. */
const COPIED = [
  '.prettierrc.json',
  'grader',
  'workshop',
  'solution',
  'exercises',
  'explorer',
  'simulator',
  'package.json',
  'tsconfig.json',
];

/** The commands need no pictures, and no packages of the browser tests. */
const isNeeded = (path: string): boolean => !/[\\/]explorer[\\/](browser|images|tests)$/.test(path);

/**
 * Copies the project into a temporary folder, with a new starter, as after a clone. The folder is
 * removed after all tests.
 *
 * @returns the path of the folder
 */
export async function copyProject(): Promise<string> {
  // Spaces and parentheses are special in URLs and in globs. The names of downloaded folders often
  // have them.
  const folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'project (1) '));
  for (const name of COPIED) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter: isNeeded });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFiles(await starterFiles(), join(folder, 'starter'));
  return folder;
}
