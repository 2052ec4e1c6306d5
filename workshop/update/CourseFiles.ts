import { createHash } from 'node:crypto';

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

/** True for a file in which a student writes a step. */
export function isStepFile(path: string): boolean {
  return /^starter\/[^/]+\.ts$/.test(path);
}
