import { COURSE } from '../../../grader/course/course';
import type { StepName } from '../../../grader/course/course';
import { LIMITS } from './readingLimits';
import { remark } from './Remark';
import type { Remark } from './Remark';
import { Unreadable } from './Unreadable';

/** A step's file in a submission. */
export interface FoundFile {
  step: StepName;
  /** The folder of the file. Empty for the submission's own folder. */
  folder: string;
  /** The name of the file, such as `Mine.ts`. */
  fileName: string;
  bytes: Buffer;
}

/** Why something is not read. */
const PROBLEMS = {
  outside: '% names a place outside of the archive, so it is not read',
  link: '% is a link, so it is not read',
  hardLink: '% has a second name on this disk (a hard link), so it is not read. Grade a copy',
  special: '% is a device or a pipe, so it is not read',
  locked: '% cannot be opened, so it is not read',
  archive: '% is an archive inside of an archive, so it is not read',
  named: '% is read under its name without the number that Canvas adds',
} as const;

export type FoundProblem = keyof typeof PROBLEMS;

/** Folders that belong to programs. Their files are never a student's step. */
const SKIPPED = new Set(['.git', '.hg', '.svn', '__macosx', 'node_modules']);

/** Collects the step files of one submission, and counts what the readers meet. */
export class FoundFiles {
  readonly files: FoundFile[] = [];
  readonly #problems = new Map<FoundProblem, { first: string; count: number }>();
  #entries = 0;
  #bytes = 0;

  /**
   * Counts entries of a folder or archive.
   *
   * @throws Unreadable if there are too many
   */
  count(entries = 1): void {
    this.#entries += entries;
    if (this.#entries > LIMITS.entries) {
      const most = LIMITS.entries.toLocaleString('en');
      throw new Unreadable(remark(`it has more than ${most} files and folders`));
    }
  }

  /**
   * Adds a step's file.
   *
   * @param path the path in the submission, with `/`
   * @throws Unreadable if there are too many files, or if all together are too long
   */
  add(path: string, bytes: Buffer): void {
    const fileName = path.slice(path.lastIndexOf('/') + 1);
    const step = stepNamed(fileName);
    if (step === undefined) return;
    this.#bytes += bytes.length;
    if (this.#bytes > LIMITS.stepBytes) {
      const most = LIMITS.stepBytes / 1024 / 1024;
      throw new Unreadable(remark(`its step files have more than ${most} MiB together`));
    }
    const folder = path.slice(0, Math.max(0, path.length - fileName.length - 1));
    if (this.files.length === LIMITS.stepFiles) {
      throw new Unreadable(remark(`it has more than ${LIMITS.stepFiles} step files`));
    }
    this.files.push({ step, folder, fileName, bytes });
  }

  /** Notes that something is not read. */
  note(problem: FoundProblem, path: string): void {
    const { first, count } = this.#problems.get(problem) ?? { first: path, count: 0 };
    this.#problems.set(problem, { first, count: count + 1 });
  }

  /** True if the submission has no file, no folder and no link. */
  get isEmpty(): boolean {
    return this.#entries === 0;
  }

  /** One sentence for each kind of problem. It names the first path. */
  get remarks(): Remark[] {
    return [...this.#problems].map(([problem, { first, count }]) => {
      const more = count > 1 ? ` (and ${count - 1} more)` : '';
      return remark(`${PROBLEMS[problem]}${more}.`, first);
    });
  }
}

/** Returns the step whose file has this name. Small letters and capitals are the same. */
export function stepNamed(fileName: string): StepName | undefined {
  const wanted = fileName.toLowerCase();
  return COURSE.find(({ name }) => `${name}.ts`.toLowerCase() === wanted)?.name;
}

/** True for a folder of a program, such as `.git` and `node_modules`. */
export function isSkipped(folderName: string): boolean {
  return SKIPPED.has(folderName.toLowerCase());
}

/**
 * Returns a path of an archive, with `/` and without needless parts. Returns `outside` for a path
 * that leaves the archive, and `skipped` for a path in a folder of a program.
 */
export function pathInArchive(name: string): string | 'outside' | 'skipped' {
  const path = name.replaceAll('\\', '/');
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || parts.includes('..')) return 'outside';
  if (parts.slice(0, -1).some(isSkipped)) return 'skipped';
  return parts.join('/');
}
