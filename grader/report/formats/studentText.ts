import { COURSE } from '../../course/course';
import type { GradeResult } from '../GradeResult';
import { countShown, hiddenCount, hideChecks } from '../hideChecks';
import { plain } from '../paint';
import { renderGlance } from '../renderGlance';
import { renderReport } from '../renderReport';
import { cutReport } from './cutReport';
import { tellFault } from './tellFault';

/** The longest text. A report of all steps is much shorter. */
const LONGEST = 100_000;

/**
 * Returns the report for students as plain text, as a terminal of 80 columns shows it. Its points
 * do not count the hidden checks: Gradescope keeps the whole total from the students.
 */
export function studentText(result: GradeResult): string {
  if (result.fault !== undefined) return `${tellFault(result)}\n`;
  const { report: shownChecks, count } = hideChecks(cutReport(result.report), result.hidden);
  const report = countShown(shownChecks);
  const note = count === 0 ? undefined : `${hiddenCount(count)}, and not in these points.`;
  const render = result.report.steps.length === COURSE.length ? renderGlance : renderReport;
  const text = render(report, { target: undefined, all: false, paint: plain, columns: 80 });
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…\n` : text;
  return note === undefined ? shown : `${shown}\n${note}\n`;
}
