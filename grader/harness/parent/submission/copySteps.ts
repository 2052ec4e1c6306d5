import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { COURSE } from '../../../course/course';
import type { StepName } from '../../../course/course';
import { faultOf, LONGEST_FILE } from '../../../course/faultOf';
import type { FileFault } from '../../../course/faultOf';
import { SOLUTION } from '../../../course/parts';

/** A submission's step files, in a folder that has no other files. */
export interface CopiedSteps {
  /** The folder of the copies. It has the name of the submission's folder. */
  folder: string;
  /** Why the other steps have no copy. */
  faults: ReadonlyMap<StepName, FileFault>;
}

/** Opens a file. Does not follow a link, and does not wait for the other end of a pipe. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Copies the step files of a submission. The compiler and the reports then read only these copies.
 * Other files of a submission, such as `tsconfig.json`, could change how the compiler works.
 *
 * @param target the folder of the submission. The reference is not copied.
 * @param scratch an existing folder for the folder of the copies
 */
export function copySteps(target: string, scratch: string): CopiedSteps {
  if (target === SOLUTION) return { folder: target, faults: new Map() };
  const folder = join(scratch, 'files', basename(target));
  mkdirSync(folder, { recursive: true });
  const faults = new Map<StepName, FileFault>();
  for (const { name } of COURSE) {
    const read = readStep(join(target, `${name}.ts`));
    if (typeof read === 'string') faults.set(name, read);
    else writeFileSync(join(folder, `${name}.ts`), withoutSourceMap(read));
  }
  return { folder, faults };
}

/** Reads a step's file, or returns why it is not read. */
function readStep(path: string): Buffer | FileFault {
  const fault = faultOf(path);
  if (fault !== undefined) return fault;
  let file: number;
  try {
    file = openSync(path, OPEN_FLAGS);
  } catch {
    return 'no file';
  }
  try {
    // Another program can replace the file after `faultOf`.
    if (!fstatSync(file).isFile()) return 'no file';
    const bytes = Buffer.alloc(LONGEST_FILE + 1);
    const length = readSync(file, bytes, 0, bytes.length, 0);
    return length > LONGEST_FILE ? 'too long' : bytes.subarray(0, length);
  } catch {
    return 'no file';
  } finally {
    closeSync(file);
  }
}

/** The compiler would read the file that such a comment names. The other name is as long. */
function withoutSourceMap(source: Buffer): string {
  return source.toString().replaceAll('sourceMappingURL', 'sourceMappingUrl');
}
