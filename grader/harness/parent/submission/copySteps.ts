import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { COURSE } from '../../../course/course';
import type { StepName } from '../../../course/course';
import { LONGEST_FILE } from '../../../course/faultOf';
import type { FileFault } from '../../../course/faultOf';
import { SOLUTION } from '../../../course/parts';
import { readStep } from '../../../course/readStep';

/** A submission's step files, in a folder that has no other files. */
export interface CopiedSteps {
  /** The folder of the copies. It has the name of the submission's folder. */
  folder: string;
  /** Why the other steps have no copy. */
  faults: ReadonlyMap<StepName, FileFault>;
}

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
  // Without this file, TypeScript looks for one in the folders above, such as `/tmp`.
  writeFileSync(join(scratch, 'package.json'), '{}');
  const faults = new Map<StepName, FileFault>();
  for (const { name } of COURSE) {
    const read = readStep(join(target, `${name}.ts`));
    const text = typeof read === 'string' ? '' : withoutSourceMap(read);
    if (typeof read === 'string') faults.set(name, read);
    // In UTF-8, the replacement of a wrong byte has three bytes.
    else if (Buffer.byteLength(text) > LONGEST_FILE) faults.set(name, 'too long');
    else writeFileSync(join(folder, `${name}.ts`), text);
  }
  return { folder, faults };
}

/** The compiler would read the file that such a comment names. The other name is as long. */
function withoutSourceMap(source: Buffer): string {
  return source.toString().replaceAll('sourceMappingURL', 'sourceMappingUrl');
}
