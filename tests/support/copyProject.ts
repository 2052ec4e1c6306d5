import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { starterFiles } from '../../grader/course/generator/starterFiles';
import { writeFiles } from '../../grader/course/generator/writeFiles';
import { ROOT } from '../../grader/course/parts';

/** What a copy of the project needs, besides its packages. */
const COPIED = [
  '.prettierrc.json',
  'grader',
  'workshop',
  'solution',
  'exercises',
  'package.json',
  'tsconfig.json',
];

/**
 * Makes a copy of the project in a temporary folder, with a fresh starter: what a student has who
 * has just cloned it. It is removed when all tests are done.
 *
 * @returns its path
 */
export async function copyProject(): Promise<string> {
  const folder = mkdtempSync(join(process.env.CANTOR_TEST_FOLDER ?? '', 'project-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFiles(await starterFiles(), join(folder, 'starter'));
  return folder;
}
