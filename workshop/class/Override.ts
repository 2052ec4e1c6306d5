import { COURSE_POINTS } from '../../grader/course/course';
import { UsageError } from '../../solution/supplied/program/readArguments';
import { csvLine, withoutMark } from '../../grader/report/csvLine';
import { readCsv } from './readCsv';

/** Points that an instructor gives instead of the grader's. */
export interface Override {
  points: number;
  reason: string;
}

const HEADER = ['name', 'points', 'reason'];

/**
 * Reads a file of overrides: a name, points and a reason in each line. The reason can contain
 * commas. Without points, the line takes back an earlier override. A line that begins with `#` is a
 * comment, if no student has this name.
 *
 * @param nameOf returns the name of a student in the results. Undefined for an unknown student
 * @throws UsageError for a line that is wrong
 */
export function readOverrides(
  text: string,
  file: string,
  nameOf: (name: string) => string | undefined,
): Map<string, Override | undefined> {
  const overrides = new Map<string, Override | undefined>();
  for (const { line, cells } of readCsv(text)) {
    const [given, word = '', ...reason] = cells;
    const isHeader = given.toLowerCase() === HEADER[0] && word.toLowerCase() === HEADER[1];
    if (isHeader) continue;
    // In our own files, a name that looks like a formula has a mark.
    const name = nameOf(withoutMark(given).normalize('NFC')) ?? nameOf(given.normalize('NFC'));
    if (name === undefined && given.startsWith('#')) continue;
    if (name === undefined) {
      throw new UsageError(`line ${line} of ${file}: no submission is called "${given}"`);
    }
    const points = Number(word.replace(',', '.'));
    if (!/^(\d+([.,]\d{1,2})?)?$/.test(word) || points > COURSE_POINTS) {
      throw new UsageError(
        `line ${line} of ${file}: the points are a number from 0 to ${COURSE_POINTS}`,
      );
    }
    const why = reason.map(withoutMark).join(', ').trim();
    overrides.set(name, word === '' ? undefined : { points, reason: why });
  }
  return overrides;
}

/** Returns overrides in the form that `readOverrides` reads. */
export function writeOverrides(overrides: ReadonlyMap<string, Override>): string {
  const names = [...overrides.keys()].toSorted();
  return [
    csvLine(HEADER),
    ...names.map((name) => {
      const { points, reason } = overrides.get(name) ?? { points: 0, reason: '' };
      return csvLine([name, points, reason]);
    }),
  ].join('');
}
