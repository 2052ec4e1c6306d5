import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { isStepFile, oldCourse } from './CourseFiles';
import { fileAt, filesIn, stepsOnDisk } from './FolderFiles';
import { movesOf } from './moveImports';
import { newsOf } from './newsOf';
import { isBareStub, planUpdate } from './planUpdate';
import type { Disk } from './planUpdate';
import type { ReadyUpdate } from './ReadyUpdate';
import { UpdateFolder } from './UpdateFolder';

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
  if (isFile(folder) && /\.(zip|tar|tgz|gz|xz|bz2|7z|rar)$/i.test(folder)) {
    throw new Error(`${folder} is an archive. Unpack it, and name its folder`);
  }
  const from = copyIn(folder);
  if (from === undefined) throw new Error(`${folder} is not a copy of the course`);
  const path = relative(root, from);
  // On Windows, the path to another drive is absolute.
  if (path === '' || (path.split(sep)[0] !== '..' && !isAbsolute(path))) {
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
  const disk: Disk = {
    at: (file) => fileAt(root, file),
    read: (file) => readFileSync(join(root, file)),
    steps: stepsOnDisk(root),
  };
  const plan = planUpdate({
    base,
    head,
    next,
    commit: 'next',
    disk,
    moves: movesOf(next),
  });
  const backup = backupName(root, new Date());
  return {
    from,
    plan,
    backup,
    commit: 'nothing',
    news: newsOf(base, next),
    run: () => new UpdateFolder(root).change(plan, disk, { backup }),
  };
}

/** Returns the folder of the course's copy: the folder itself, or its only folder. */
function copyIn(folder: string): string | undefined {
  if (existsSync(join(folder, COURSE_TABLE))) return folder;
  if (!existsSync(folder) || isFile(folder)) return undefined;
  const inside = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .filter((path) => existsSync(join(path, COURSE_TABLE)));
  return inside.length === 1 ? inside[0] : undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Returns a folder name that does not exist. Git ignores it. */
function backupName(root: string, now: Date): string {
  const time = now.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
  for (let i = 1; ; i++) {
    const name = `before-update-${time}${i === 1 ? '' : `-${i}`}.kept`;
    if (!existsSync(join(root, name))) return name;
  }
}
