import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHidden } from '../../grader/report/readHidden';
import { writeWhole } from '../../grader/report/formats/writeWhole';

/** The list of hidden checks, in the folder of a class. */
const FILE = 'hidden.txt';

/** Stores a list of the checks that students do not see. Each later run of the class uses it. */
export function storeHidden(out: string, text: string): void {
  writeWhole(join(out, FILE), text);
}

/** Returns the stored list, or undefined if there is none. */
export function storedHidden(out: string): string | undefined {
  const path = join(out, FILE);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/**
 * Returns the checks that students do not see, by `hiddenKey`.
 *
 * @throws UsageError if the course does not have a check of the stored list
 */
export function hiddenChecks(out: string): Set<string> {
  return storedHidden(out) === undefined ? new Set() : readHidden(join(out, FILE));
}
