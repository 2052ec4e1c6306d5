import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine } from '../../grader/report/csvLine';
import { writeWhole } from '../../grader/report/formats/writeWhole';
import { totalOf } from './classFiles';
import type { GradedClass } from './classFiles';
import { disputePath } from './disputeText';
import { sortByName } from './reader/listSubmissions';
import { reportPath } from './studentReport';

/** The columns that Moodle needs to import grades, and the name for people. */
const HEADER = ['Identifier', 'Full name', 'Grade', 'Last modified (grade)'];
/** The maximum length of a folder's name, in bytes. */
const LONGEST = 255;

/**
 * Writes the folder `moodle` for Moodle: a grading worksheet, and a folder with the report and the
 * file for a dispute of each student. Removes the folder if no submission has Moodle's layout.
 */
export function writeMoodle(out: string, { results, overrides }: GradedClass): void {
  const place = join(out, 'moodle');
  rmSync(place, { recursive: true, force: true });
  // Moodle keeps a grade that was changed there after this time.
  const now = new Date().toISOString();
  const rows: (readonly (string | number | undefined)[])[] = [];
  for (const result of sortByName(results)) {
    const [, name, number] = /^(.+)_(\d+)$/.exec(result.name) ?? [];
    if (result.moodle === undefined || name === undefined) continue;
    rows.push([`Participant ${number}`, name, totalOf(result, overrides), now]);
    const folder = join(place, 'feedback', folderOf(result.moodle, number));
    mkdirSync(folder, { recursive: true });
    copyFileSync(reportPath(out, result), join(folder, 'report.txt'));
    const dispute = disputePath(out, result);
    if (existsSync(dispute)) copyFileSync(dispute, join(folder, 'dispute.json'));
  }
  if (rows.length > 0)
    writeWhole(join(place, 'grades.csv'), [HEADER, ...rows].map(csvLine).join(''));
}

/** Returns a name that is possible on every system. Moodle reads only the number in it. */
function folderOf(moodle: string, number: string): string {
  const folder = moodle.replace(/[\\/:*?"<>|]/g, '_');
  return Buffer.byteLength(folder) <= LONGEST ? folder : `_${number}_assignsubmission_file`;
}
