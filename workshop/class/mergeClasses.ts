import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COURSE } from '../../grader/course/course';
import { isRecord } from '../../grader/harness/parent/sandbox/isRecord';
import { UsageError } from '../../solution/supplied/program/readArguments';
import type { GradedClass } from './classFiles';
import { readSettings } from './ClassSettings';
import type { ClassSettings } from './ClassSettings';
import { disputePath } from './disputeText';
import { hiddenChecks, storedHidden } from './hiddenChecks';
import { withoutMark } from '../../grader/report/csvLine';
import { readOverrides } from './Override';
import type { Override } from './Override';
import { readCsv } from './readCsv';
import { readShard } from './Shard';
import { readResult } from './StudentResult';
import type { StudentResult } from './StudentResult';

/** Several parts of a class, as one class. */
export interface MergedClass {
  settings: ClassSettings;
  graded: GradedClass;
  /** The list of the checks that students do not see. */
  hidden: string | undefined;
  /** The texts of the files for disputes, by the names of the students. */
  disputes: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string> | undefined;
  /** The shards that are not among the parts, such as `2/3`. */
  missing: string[];
}

/**
 * Reads the folders of several parts of a class.
 *
 * @throws UsageError if a folder is not a finished part, or if the parts do not fit together
 */
export function mergeClasses(folders: readonly string[]): MergedClass {
  const parts = folders.map(readPart);
  const [first] = parts;
  for (const part of parts) {
    const same = (what: string, of: (each: Part) => unknown): void => {
      if (JSON.stringify(of(part)) === JSON.stringify(of(first))) return;
      throw new UsageError(`${first.folder} and ${part.folder} have different ${what}`);
    };
    same('seeds', ({ settings }) => settings.seed);
    same('names, because only one has pseudonyms', ({ settings }) => settings.pseudonyms);
    same('versions of the course', ({ course }) => course);
    same('steps', ({ steps }) => steps);
    same('lists of students', ({ settings }) => settings.students);
    same('numbers of shards', ({ settings: { shard } }) => shard && readShard(shard).of);
    same('overrides', ({ overrides }) => [...overrides].toSorted());
    same('lists of hidden checks', ({ hidden }) => hidden);
  }
  const results = new Map<string, StudentResult>();
  for (const { folder, results: own } of parts) {
    for (const result of own) {
      const other = results.get(result.name);
      if (other !== undefined && other.madeFrom !== result.madeFrom) {
        throw new UsageError(`${folder} has another result of "${result.name}" than a part before`);
      }
      results.set(result.name, result);
    }
  }
  const { shard: _shard, ...settings } = first.settings;
  const missing = missingShards(parts.flatMap((part) => part.settings.shard ?? []));
  const names = new Map(parts.flatMap((part) => [...part.names]));
  return {
    settings,
    graded: {
      steps: COURSE.filter(({ name }) => first.steps.includes(name)),
      results: [...results.values()],
      overrides: first.overrides,
      hidden: hiddenChecks(first.folder),
      course: first.course,
      ignored: first.ignored,
      ...(missing.length > 0 && { incomplete: `Shard ${missing.join(', shard ')} is missing.` }),
    },
    hidden: first.hidden,
    disputes: new Map(parts.flatMap((part) => [...part.disputes])),
    names: settings.pseudonyms ? names : undefined,
    missing,
  };
}

interface Part {
  folder: string;
  settings: ClassSettings;
  course: string;
  steps: string[];
  ignored: string[];
  results: StudentResult[];
  overrides: Map<string, Override>;
  hidden: string | undefined;
  disputes: Map<string, string>;
  names: Map<string, string>;
}

function readPart(folder: string): Part {
  const settings = readSettings(folder);
  const text = textOf(join(folder, 'class.json'));
  if (settings === undefined || text === undefined) {
    throw new UsageError(`${folder} is not the folder of a finished run of grade:class`);
  }
  const whole = readJson(text);
  if (!isRecord(whole) || !hasRecords(whole.students) || !hasRecords(whole.steps)) {
    throw new UsageError(`${join(folder, 'class.json')} is damaged; run grade:class again`);
  }
  const students = whole.students as unknown as Pick<StudentResult, 'name' | 'file' | 'madeFrom'>[];
  const results = students.map(({ name, file, madeFrom }) => {
    const result = readResult(textOf(join(folder, 'results', `${file}.json`)) ?? '');
    // A run that did not end can have stored newer results than the rest.
    if (result?.name === name && result.madeFrom === madeFrom) return result;
    throw new UsageError(`${folder} has no whole result of "${name}"; run grade:class again`);
  });
  return {
    folder,
    settings,
    course: String(whole.course),
    steps: whole.steps.map(({ name }) => String(name)),
    ignored: Array.isArray(whole.ignored) ? whole.ignored.map(String) : [],
    results,
    overrides: storedOverrides(folder),
    hidden: storedHidden(folder),
    disputes: disputesIn(folder, results),
    names: storedNames(folder),
  };
}

/**
 * Returns the texts of the files for disputes.
 *
 * @throws UsageError if the file of a student with a report is missing
 */
function disputesIn(folder: string, results: readonly StudentResult[]): Map<string, string> {
  const graded = results.filter(({ report }) => report !== undefined);
  return new Map(
    graded.map((result) => {
      const text = textOf(disputePath(folder, result));
      if (text !== undefined) return [result.name, text];
      throw new UsageError(
        `${folder} has no file for a dispute of "${result.name}"; run grade:class again`,
      );
    }),
  );
}

/** Returns the overrides that earlier runs have stored in the folder of a class. */
export function storedOverrides(out: string): Map<string, Override> {
  const text = textOf(join(out, 'overrides.csv')) ?? '';
  const all = new Map<string, Override>();
  for (const [name, override] of readOverrides(text, join(out, 'overrides.csv'), (word) => word)) {
    if (override !== undefined) all.set(name, override);
  }
  return all;
}

function storedNames(out: string): Map<string, string> {
  const rows = readCsv(textOf(join(out, 'names.csv')) ?? '').slice(1);
  return new Map(rows.map(({ cells: [pseudonym, name] }) => [pseudonym, withoutMark(name)]));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hasRecords(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.every(isRecord);
}

function missingShards(shards: readonly string[]): string[] {
  if (shards.length === 0) return [];
  const { of } = readShard(shards[0]);
  const all = Array.from({ length: of }, (_, i) => `${i + 1}/${of}`);
  return all.filter((shard) => !shards.includes(shard));
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
