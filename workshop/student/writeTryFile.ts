import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Step } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { isChanged } from './tryFileOf';

/**
 * Writes a program into the folder `try/`. Returns its path from the project's root. A file that a
 * student has changed is kept. The program then gets another name.
 */
export function writeTryFile({ number }: Step, text: string): string {
  const file = freeName(`step${number}`);
  mkdirSync(join(ROOT, 'try'), { recursive: true });
  writeFileSync(file, text);
  return relative(ROOT, file).split(sep).join('/');
}

/** Returns a name that no changed file has. */
function freeName(name: string): string {
  for (let number = 1; ; number++) {
    const file = join(ROOT, 'try', `${name}${number === 1 ? '' : `-${number}`}.ts`);
    if (!existsSync(file) || !isChanged(readFileSync(file, 'utf8'))) return file;
  }
}
