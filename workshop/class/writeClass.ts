import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../grader/report/formats/writeWhole';
import { writeJson } from '../../grader/report/writeJson';
import { classJson, gradesCsv } from './classFiles';
import type { GradedClass } from './classFiles';
import { csvLine } from '../../grader/report/csvLine';
import { classPage } from './page/classPage';
import { writeOverrides } from './Override';
import type { Override } from './Override';
import { disputePath } from './disputeText';
import { reportPath, studentReport } from './studentReport';
import type { StudentResult } from './StudentResult';
import { writeMoodle } from './writeMoodle';

/** What a student gets besides the result. */
export interface ForStudent {
  override: Override | undefined;
  /** The checks that students do not see, by `hiddenKey`. */
  hidden: ReadonlySet<string>;
  /** The text of the file with which the student can dispute the result. Undefined for none. */
  dispute: string | undefined;
}

/** Writes the result, the report and the file for a dispute of a student. */
export function writeStudent(
  out: string,
  result: StudentResult,
  { override, hidden, dispute }: ForStudent,
): void {
  writeWhole(join(out, 'results', `${result.file}.json`), writeJson(result));
  writeWhole(reportPath(out, result), studentReport(result, override, hidden));
  const path = disputePath(out, result);
  if (dispute === undefined) rmSync(path, { force: true });
  else writeWhole(path, dispute);
}

/**
 * Writes the files of the whole class. The files of its students are there.
 *
 * @param names the names behind the pseudonyms. Undefined if the class has no pseudonyms
 */
export function writeClass(
  out: string,
  graded: GradedClass,
  names: ReadonlyMap<string, string> | undefined,
): void {
  writeWhole(join(out, 'grades.csv'), gradesCsv(graded));
  writeWhole(join(out, 'class.json'), classJson(graded));
  writeWhole(join(out, 'class.html'), classPage(graded));
  writeMoodle(out, graded);
  const overrides = join(out, 'overrides.csv');
  if (graded.overrides.size > 0) writeWhole(overrides, writeOverrides(graded.overrides));
  else rmSync(overrides, { force: true });
  if (names !== undefined) writeWhole(join(out, 'names.csv'), namesCsv(names));
}

/** Returns `names.csv`: the name behind each pseudonym. */
function namesCsv(names: ReadonlyMap<string, string>): string {
  const rows = [...names].toSorted(([one], [two]) => (one < two ? -1 : 1));
  return [csvLine(['pseudonym', 'name (keep this file private)']), ...rows.map(csvLine)].join('');
}
