import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StepName } from '../../grader/course/course';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { isRecord } from '../../grader/harness/parent/sandbox/isRecord';
import { writeJson } from '../../grader/report/writeJson';
import { writeWhole } from '../../grader/report/formats/writeWhole';
import { VERSION } from './StudentResult';

/** What the folder of a class remembers from run to run. */
export interface ClassSettings {
  version: typeof VERSION;
  /** The secret seed of the class. */
  seed: number;
  /** The seed of all gradings. It repeats a grading: `npm run grade seed N`. */
  gradingSeed: number;
  pseudonyms: boolean;
  steps: readonly StepName[];
  /** The SHA-256 of the grader and the reference in the last run. */
  course: string;
  /** The fingerprint of the names of all students, also of those in other shards. */
  students: string;
  /** The part of the class, such as `3/10`. Missing for a whole class. */
  shard?: string;
}

const FILE = 'settings.json';
/** The folders with the files of each student. */
const FOLDERS = ['results', 'reports', 'disputes'];

/** Returns the settings in a folder, or undefined if there are none. */
export function readSettings(out: string): ClassSettings | undefined {
  try {
    const value = JSON.parse(readFileSync(join(out, FILE), 'utf8')) as unknown;
    const isWhole = isRecord(value) && value.version === VERSION && typeof value.seed === 'number';
    return isWhole ? (value as unknown as ClassSettings) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Prepares a folder for the results of a class.
 *
 * @throws UsageError if the folder has other files, or results of another kind
 */
export function prepareFolder(out: string, settings: ClassSettings): void {
  // Only the owner can read the folder.
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const earlier = readSettings(out);
  const names = readdirSync(out).filter((name) => !name.endsWith('.tmp'));
  if (earlier === undefined && names.some((name) => name !== '.gitignore')) {
    throw new UsageError(`${out} has other files; name a new folder for the results`);
  }
  if (earlier !== undefined && earlier.pseudonyms !== settings.pseudonyms) {
    const how = earlier.pseudonyms ? 'with' : 'without';
    throw new UsageError(`${out} was made ${how} pseudonyms; name a new folder for the results`);
  }
  if (earlier !== undefined && earlier.shard !== settings.shard) {
    const what = earlier.shard === undefined ? 'the whole class' : `shard ${earlier.shard}`;
    throw new UsageError(`${out} has ${what}; name a new folder for the results`);
  }
  if (earlier !== undefined && String(earlier.steps) !== String(settings.steps)) {
    throw new UsageError(`${out} has other steps; name a new folder for the results`);
  }
  if (earlier !== undefined && earlier.seed !== settings.seed) {
    throw new UsageError(`${out} has another seed: leave seed out, or name a new folder`);
  }
  makePrivate(out);
  // A run can end at any time. With its settings, the folder can be used again.
  writeWhole(join(out, '.gitignore'), '*\n');
  writeWhole(join(out, FILE), writeJson(settings));
  for (const folder of [out, ...FOLDERS.map((name) => join(out, name))]) {
    mkdirSync(folder, { recursive: true });
    // An interrupted run can leave files that are not complete.
    for (const name of readdirSync(folder)) {
      if (/^\..*\.tmp$/.test(name)) rmSync(join(folder, name), { force: true });
    }
  }
}

/** Only the owner can read a folder that was there before, too. */
function makePrivate(folder: string): void {
  try {
    chmodSync(folder, 0o700);
  } catch {
    // Some file systems have no rights.
  }
}
