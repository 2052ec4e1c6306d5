import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../../solution/supplied/program/readArguments';
import { ClassKey } from '../ClassKey';
import { readSettings } from '../ClassSettings';
import { DisputeError } from './DisputeError';

/**
 * Checks that a class has written a file for a dispute, and that nobody has changed the file.
 *
 * @param out the folder with the results of the class
 * @returns the seed of the class's gradings
 * @throws DisputeError `not-of-class`; UsageError if the folder has no results
 */
export function requireClass(out: string, text: string): number {
  const settings = readSettings(out);
  if (settings === undefined) throw new UsageError(`${out} is not the folder of a class's results`);
  const folder = join(out, 'disputes');
  const wanted = withoutSpaces(text);
  const isOurs = readdirSync(folder).some(
    (name) => withoutSpaces(readFileSync(join(folder, name), 'utf8')) === wanted,
  );
  if (isOurs) return new ClassKey(settings.seed).gradingSeed();
  throw new DisputeError(
    'not-of-class',
    `${out} has no such file: it is the student's own, or the class was graded again since, or its list of hidden checks has changed, or somebody has changed the file; to grade what it has, replace "class ${out}" by "seed" and the gradingSeed of settings.json`,
  );
}

/** Programs that send files can change the spaces and the ends of lines between values. */
function withoutSpaces(text: string): string {
  return JSON.stringify(JSON.parse(text));
}
