import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coursePathsIn } from '../update/FolderFiles';

/** A file of the archive. */
export interface ArchiveFile {
  path: string;
  content: Buffer;
  isExecutable: boolean;
}

/** The scripts that Gradescope looks for at the top of the archive. */
const SCRIPTS = ['setup.sh', 'run_autograder'];

/** What grading needs of the project. Students' files and tests are not needed. */
const FOLDERS = ['exercises', 'grader', 'solution', 'workshop'];
const FILES = ['.npmrc', '.prettierrc.json', 'package.json', 'package-lock.json', 'tsconfig.json'];

/**
 * Returns the files of an autograder for Gradescope.
 *
 * @param root the project's folder
 * @param steps the steps to grade; an empty list for the whole course
 * @param hide the text of a list of hidden checks
 */
export function autograderFiles(
  root: string,
  steps: readonly string[],
  hide: string | undefined,
): ArchiveFile[] {
  const scripts = SCRIPTS.map((name) => ({
    path: name,
    content: readFileSync(join(root, 'workshop', 'autograder', name)),
    isExecutable: true,
  }));
  const paths = FOLDERS.flatMap((folder) => coursePathsIn(root, folder)).filter(
    (path) => !path.split('/').includes('tests'),
  );
  const course = [...FILES, ...paths].map((path) => ({
    path: `course/${path}`,
    content: readFileSync(join(root, path)),
    isExecutable: false,
  }));
  const lists = [
    ...(steps.length > 0 ? [text('steps.txt', `${steps.join('\n')}\n`)] : []),
    ...(hide === undefined ? [] : [text('hide.txt', hide)]),
  ];
  return [...scripts, ...lists, ...course];
}

function text(path: string, content: string): ArchiveFile {
  return { path, content: Buffer.from(content), isExecutable: false };
}
