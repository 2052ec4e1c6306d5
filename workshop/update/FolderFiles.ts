import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { idOf } from './CourseFiles';
import type { CourseFile, CourseFiles } from './CourseFiles';

/** Files and folders that are not part of the course: packages, history, what programs write. */
const LEFT_OUT = ['node_modules', '.git', 'coverage', '.DS_Store', 'Thumbs.db'];

/** What programs write at the top of a project. Elsewhere, these names are the course's. */
const LEFT_OUT_AT_TOP = ['.cantor.json', 'try', 'try.ts', 'demo.cast'];

/**
 * Lists the course's files in a folder. Leaves out packages, git's folder, and what the workshop's
 * programs write.
 *
 * @param folder the top of a project
 * @param inside a folder in it, with `/`; without it, the whole project
 * @returns the paths from the folder, with `/`
 */
export function coursePathsIn(folder: string, inside = ''): string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (LEFT_OUT.includes(entry.name) || LEFT_OUT_AT_TOP.includes(path)) return [];
    if (/\.(kept|log)$/.test(entry.name)) return [];
    if (entry.isDirectory()) return coursePathsIn(folder, path);
    return entry.isFile() ? [path] : [];
  });
}

/** Returns the course's files in a folder, as a version of the course. */
export function filesIn(folder: string): CourseFiles {
  const found = coursePathsIn(folder).map((path) => [path, fileAt(folder, path)] as const);
  return {
    files: new Map(found.flatMap(([path, file]) => (file === undefined ? [] : [[path, file]]))),
    read: (path) => readFileSync(join(folder, path)),
  };
}

/**
 * Returns a file of a folder.
 *
 * @returns undefined if nothing has this path
 * @throws Error if the path is a folder or a link, or leads through a link or a file
 */
export function fileAt(
  folder: string,
  path: string,
  algorithm: 'sha1' | 'sha256' = 'sha1',
): CourseFile | undefined {
  const parts = path.split('/');
  for (let i = 1; i < parts.length; i++) {
    const parent = parts.slice(0, i).join('/');
    const stat = lstatSync(join(folder, parent), { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (stat.isDirectory()) continue;
    const kind = stat.isSymbolicLink() ? 'a link' : 'a file';
    throw new Error(`${parent} is ${kind}, and the course has a folder of this name. Rename yours`);
  }
  const stat = lstatSync(join(folder, path), { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isFile()) {
    const kind = stat.isSymbolicLink() ? 'a link' : 'no ordinary file';
    throw new Error(`${path} is ${kind}, and the course has a file of this name. Rename yours`);
  }
  return {
    id: idOf(readFileSync(join(folder, path)), algorithm),
    isExecutable: (stat.mode & 0o100) !== 0,
  };
}

/** Returns the paths of the step files in a project. */
export function stepsOnDisk(root: string): string[] {
  const folder = join(root, 'starter');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => `starter/${entry.name}`);
}
