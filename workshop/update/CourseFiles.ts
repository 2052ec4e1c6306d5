import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { starterFiles } from '../../grader/course/generator/starterFiles';

/** Folders in which students have no files of their own. Old files of the course are removed. */
const OF_COURSE = /^(solution|grader|workshop|explorer|tests)\//;

/** One file of a version of the course. */
export interface CourseFile {
  /** The id that git gives to the file's content. */
  id: string;
  isExecutable: boolean;
}

/** The files of one version of the course. */
export interface CourseFiles {
  /** All files, by their path from the project's root, with `/`. */
  readonly files: ReadonlyMap<string, CourseFile>;
  /** @throws Error if the version does not have this file */
  read: (path: string) => Buffer;
}

/** A version without files. */
export const NO_FILES: CourseFiles = {
  files: new Map(),
  read: (path) => {
    throw new Error(`there is no ${path}`);
  },
};

/**
 * Returns the id that git gives to a content. The course stores all texts with `\n` at the end of
 * each line, so `\r\n` gets the id of `\n`.
 */
export function idOf(content: Buffer, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  const isText = !content.includes(0);
  const stored =
    isText && content.includes('\r\n')
      ? Buffer.from(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
      : content;
  return createHash(algorithm).update(`blob ${stored.length}\0`).update(stored).digest('hex');
}

/**
 * Returns the version of the course that a project contains, for a project whose git does not know
 * it. In `starter/`, this is what the course generates. Elsewhere, it is the project's files that
 * the new version has too, or that are in the course's folders. Other files are the student's own.
 *
 * @param root the project's folder
 * @param project the project's files, as early as they are known
 * @param next the new version of the course
 */
export async function oldCourse(
  root: string,
  project: CourseFiles,
  next: CourseFiles,
  algorithm: 'sha1' | 'sha256' = 'sha1',
): Promise<CourseFiles> {
  const generated = await generatedIn(root);
  const files = new Map<string, CourseFile>();
  for (const [path, file] of project.files) {
    const isOfCourse = next.files.has(path) || OF_COURSE.test(path);
    if (isOfCourse && !path.startsWith('starter/')) files.set(path, file);
  }
  for (const [path, text] of generated) {
    const isExecutable = project.files.get(path)?.isExecutable ?? false;
    files.set(path, { id: idOf(text, algorithm), isExecutable });
  }
  return { files, read: (path) => generated.get(path) ?? project.read(path) };
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

/** True for a file in which a student writes a step. */
export function isStepFile(path: string): boolean {
  return /^starter\/[^/]+\.ts$/.test(path);
}
