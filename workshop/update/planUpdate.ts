import { isStepFile } from './CourseFiles';
import type { CourseFile, CourseFiles } from './CourseFiles';
import { moveImports } from './moveImports';
import type { MovedImport } from './moveImports';

/** The versions that an update compares. */
export interface Versions {
  /** The version of the course that the student has. */
  base: CourseFiles;
  /** What the student has committed. Without git, the same as `base`. */
  head: CourseFiles;
  /** The new version of the course. */
  next: CourseFiles;
  /** The files on the disk. */
  disk: Disk;
  /** What is committed: nothing, the new version itself, or a merge of `head` and `next`. */
  commit: 'nothing' | 'next' | 'merge';
  /** The old and the new path of each moved file, inside `starter/`. */
  moves: ReadonlyMap<string, string>;
}

export interface Disk {
  at: (path: string) => CourseFile | undefined;
  read: (path: string) => Buffer;
  /** The paths of all step files. */
  steps: readonly string[];
}

/** A file to write, or null for a file to delete. */
export type Write = { content: Buffer; isExecutable: boolean } | null;

/** What an update does. */
export interface Plan {
  /** The files to write or delete on the disk, by path. */
  writes: Map<string, Write>;
  /** The files that the plan found on the disk. Undefined if there was no file. */
  seen: Map<string, CourseFile | undefined>;
  /** For a merge: the files in which the new commit differs from `head`. Null for no file. */
  merged: Map<string, CourseFile | Write>;
  /** The files that the course has changed, with the files that it has added or deleted. */
  updated: string[];
  /** The student's step files whose stub the course has changed. They stay. */
  kept: string[];
  /** Files of the course that the student has changed too, with the new name of the student's. */
  renamed: { path: string; kept: string }[];
  /** The imports that are changed in the student's step files. */
  moved: (MovedImport & { path: string })[];
}

/**
 * Decides what happens to each file. The student's step files stay, except for imports of moved
 * files. The course's other files become new. If the student has changed such a file too, the
 * student's file is kept under another name.
 *
 * @throws Error if both sides have written the same step
 */
export function planUpdate(given: Versions): Plan {
  const plan: Plan = {
    writes: new Map(),
    seen: new Map(),
    merged: new Map(),
    updated: [],
    kept: [],
    renamed: [],
    moved: [],
  };
  const at = (path: string): CourseFile | undefined => {
    const file = given.disk.at(path);
    plan.seen.set(path, file);
    return file;
  };
  const versions = { ...given, disk: { ...given.disk, at } };
  for (const path of pathsToLookAt(versions)) {
    if (isStepFile(path)) planStep(path, versions, plan);
    else planCourseFile(path, versions, plan);
  }
  return plan;
}

/** Returns the files of all versions, except those that are the same in all of them. */
export function pathsToLookAt({ base, head, next, disk }: Versions): string[] {
  const all = [base, head, next].flatMap(({ files }) => [...files.keys()]);
  const paths = new Set([...all, ...disk.steps]);
  return [...paths]
    .filter((path) => {
      const [b, h, n] = [base, head, next].map(({ files }) => files.get(path));
      return isStepFile(path) || !(isSame(b, n) && isSame(h, n));
    })
    .toSorted();
}

function planStep(path: string, versions: Versions, plan: Plan): void {
  const { base, head, next, disk, commit, moves } = versions;
  const [b, h, n] = [base, head, next].map(({ files }) => files.get(path));
  const isUntouched = isSame(h, b);
  const hasNew = n !== undefined && !isSame(n, b) && !isSame(n, h);
  if (hasNew && !isUntouched && !isBareStub(next.read(path))) {
    throw new Error(
      `${path} is written on both sides, here and in the update. Use git pull to join the two`,
    );
  }
  // What is committed: the new stub, or the student's file with changed imports.
  let committed: CourseFile | Write | undefined = h;
  if (commit === 'next' || isUntouched || h === undefined) committed = n;
  else if (commit === 'merge') {
    const { content, imports } = moveImports(head.read(path), moves);
    if (imports.length > 0) committed = { content, isExecutable: h.isExecutable };
  }
  if (commit === 'merge' && !isSame(committed, h)) plan.merged.set(path, committed ?? null);

  const d = disk.at(path);
  const isClean = d?.id === h?.id;
  if (d === undefined) {
    // A new step, or a stub that the student has deleted.
    if (n === undefined || isSame(n, h)) return;
    plan.writes.set(path, { content: next.read(path), isExecutable: false });
    plan.updated.push(path);
  } else if (isClean && isUntouched) {
    if (n?.id === d.id || commit === 'nothing') return;
    plan.writes.set(path, n ? { content: next.read(path), isExecutable: false } : null);
    plan.updated.push(path);
  } else {
    if (hasNew && n.id !== d.id) plan.kept.push(path);
    const { content, imports } = moveImports(disk.read(path), moves);
    if (imports.length === 0) return;
    plan.writes.set(path, { content, isExecutable: d.isExecutable });
    plan.moved.push(...imports.map((each) => ({ ...each, path })));
  }
}

function planCourseFile(path: string, versions: Versions, plan: Plan): void {
  const { base, head, next, disk, commit } = versions;
  const [b, h, n] = [base, head, next].map(({ files }) => files.get(path));
  const isChangedHere = !isSame(h, b);
  const isChangedThere = !isSame(n, b);
  // The file after the update: the student's, if only the student has changed it.
  const isOurs = commit === 'nothing' || (isChangedHere && !isChangedThere);
  const after = isOurs ? h : n;
  if (isSame(after, h)) return;
  if (commit === 'merge') plan.merged.set(path, after ?? null);

  const d = disk.at(path);
  if (d?.id === after?.id && (d === undefined || d.isExecutable === after?.isExecutable)) return;
  // A file that is not as in the course is kept under another name.
  const isOfStudent = d !== undefined && d.id !== after?.id && (d.id !== h?.id || isChangedHere);
  if (d !== undefined && isOfStudent) {
    const kept = freeName(path, disk, plan);
    plan.writes.set(kept, { content: disk.read(path), isExecutable: d.isExecutable });
    plan.renamed.push({ path, kept });
  }
  const isThere = after !== undefined;
  plan.writes.set(
    path,
    isThere ? { content: next.read(path), isExecutable: after.isExecutable } : null,
  );
  plan.updated.push(path);
}

/** Returns a name such as `README.md.yours` that no file has. */
function freeName(path: string, disk: Disk, plan: Plan): string {
  for (let i = 1; ; i++) {
    const name = `${path}.yours${i === 1 ? '' : `-${i}`}`;
    if (disk.at(name) === undefined && !plan.writes.has(name)) return name;
  }
}

/** True if a step's file is a stub in which no function is written. */
export function isBareStub(content: Buffer): boolean {
  const text = content.toString('utf8');
  const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
  const throws = count(/throw new NotImplemented\(/g);
  return throws > 0 && throws >= count(/@step \d/g);
}

/**
 * Checks that the disk is still as the plan found it.
 *
 * @throws Error if a file has changed
 */
export function mustBeAsSeen({ seen }: Plan, disk: Disk): void {
  const changed = [...seen].find(([path, file]) => !isSame(file, disk.at(path)));
  if (changed === undefined) return;
  throw new Error(
    `${changed[0]} has changed in the meantime. Nothing has changed in the project; try again`,
  );
}

function isSame(a: CourseFile | Write | undefined, b: CourseFile | Write | undefined): boolean {
  if (!a || !b) return !a && !b;
  return 'id' in a && 'id' in b && a.id === b.id && a.isExecutable === b.isExecutable;
}
