import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../course/course';
import { ROOT } from '../course/parts';

/** A wrong file that only the search of its step finds, or that a later search could miss. */
export interface SubtleFile {
  /** The first line of the file, which says what is wrong. */
  name: string;
  source: string;
}

/** Returns the files in the folder `subtle/` of a step. */
export function subtleFiles({ name }: Pick<Step, 'name'>): SubtleFile[] {
  const folder = join(ROOT, 'grader', 'steps', name, 'subtle');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => {
      const source = readFileSync(join(folder, file), 'utf8');
      const [first] = source.split('\n');
      return { name: `${file}: ${first.replace(/^\/\/ /, '')}`, source };
    });
}
