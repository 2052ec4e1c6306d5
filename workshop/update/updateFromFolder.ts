import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { starterFiles } from '../../grader/course/generator/starterFiles';
import { idOf, isStepFile } from './CourseFiles';
import type { CourseFile, CourseFiles } from './CourseFiles';
import { fileAt, filesIn, stepsOnDisk } from './FolderFiles';
import { movesOf } from './moveImports';
import { newsOf } from './newsOf';
import { isBareStub, planUpdate } from './planUpdate';
import type { Plan } from './planUpdate';
import type { ReadyUpdate } from './ReadyUpdate';
import { UpdateFolder } from './UpdateFolder';

/** Folders in which students have no files of their own. Old files of the course are removed. */
const OF_COURSE = /^(solution|grader|workshop|explorer|tests)\//;

/** A file that every version of the course has. */
const COURSE_TABLE = join('grader', 'course', 'course.ts');

/**
 * Prepares an update from a newer copy of the course, for projects without git. Changes no file.
 *
 * @param root the project's folder
 * @param folder the newer copy, as unpacked; it can also contain the copy as its only folder
 * @throws Error if the folder is not a fresh copy of the course
 */
export async function updateFromFolder(root: string, folder: string): Promise<ReadyUpdate> {
  const from = copyIn(folder);
  if (from === undefined) throw new Error(`${folder} is not a copy of the course`);
  const path = relative(root, from);
  if (path === '' || (!path.startsWith('..') && !path.startsWith(sep))) {
    throw new Error('the newer copy must be in another folder, beside this one');
  }
  const next = filesIn(from);
  const written = [...next.files.keys()].filter(
    (file) => isStepFile(file) && !isBareStub(next.read(file)),
  );
  if (written.length > 0) {
    throw new Error(`${written.join(', ')} in the newer copy is already written. Unpack it again`);
  }
  const head = filesIn(root);
  const base = await oldCourse(root, head, next);
  const plan = planUpdate({
    base,
    head,
    next,
    commit: 'next',
    disk: {
      at: (file) => fileAt(root, file),
      read: (file) => readFileSync(join(root, file)),
      steps: stepsOnDisk(root),
    },
    isStub: () => true,
    moves: movesOf(next),
  });
  const backup = backupName(root, new Date());
  return {
    from,
    plan,
    backup,
    commit: 'nothing',
    news: newsOf(base, next),
    run: () => run(root, plan.writes, backup),
  };
}

function run(root: string, writes: Plan['writes'], backup: string): boolean {
  const folder = new UpdateFolder(root);
  try {
    folder.prepare(writes);
    folder.apply();
  } catch (error) {
    folder.restore();
    folder.remove();
    throw error;
  }
  return folder.remove(backup);
}

/**
 * Returns the version of the course that the student has. In `starter/`, this is what the course
 * generates. Elsewhere, only the files on the disk are known.
 */
async function oldCourse(root: string, head: CourseFiles, next: CourseFiles): Promise<CourseFiles> {
  const generated = await generatedIn(root);
  const files = new Map<string, CourseFile>();
  for (const [path, file] of head.files) {
    // Other files are the student's own.
    const isOfCourse = next.files.has(path) || OF_COURSE.test(path);
    if (isOfCourse && !path.startsWith('starter/')) files.set(path, file);
  }
  for (const [path, text] of generated) {
    const isExecutable = head.files.get(path)?.isExecutable ?? false;
    files.set(path, { id: idOf(text), isExecutable });
  }
  return { files, read: (path) => generated.get(path) ?? head.read(path) };
}

/** Returns the files of `starter/` as generated. If the student has broken `solution/`, returns none. */
async function generatedIn(root: string): Promise<Map<string, Buffer>> {
  try {
    const files = await starterFiles(join(root, 'solution'));
    return new Map([...files].map(([path, text]) => [`starter/${path}`, Buffer.from(text)]));
  } catch {
    return new Map();
  }
}

/** Returns the folder of the course's copy: the folder itself, or its only folder. */
function copyIn(folder: string): string | undefined {
  if (existsSync(join(folder, COURSE_TABLE))) return folder;
  if (!existsSync(folder)) return undefined;
  const inside = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .filter((path) => existsSync(join(path, COURSE_TABLE)));
  return inside.length === 1 ? inside[0] : undefined;
}

/** Returns a folder name that does not exist. Git ignores it. */
function backupName(root: string, now: Date): string {
  const time = now.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
  for (let i = 1; ; i++) {
    const name = `before-update-${time}${i === 1 ? '' : `-${i}`}.kept`;
    if (!existsSync(join(root, name))) return name;
  }
}
