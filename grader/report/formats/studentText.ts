import { COURSE } from '../../course/course';
import type { GradeResult } from '../GradeResult';
import { hideChecks } from '../hideChecks';
import { plain } from '../paint';
import { renderGlance } from '../renderGlance';
import { renderReport } from '../renderReport';
import { cutReport } from './cutReport';
import { tellFault } from './tellFault';

/** The longest text. A report of all steps is much shorter. */
const LONGEST = 100_000;

/** Returns the report for students as plain text, as a terminal of 80 columns shows it. */
export function studentText(result: GradeResult): string {
  if (result.fault !== undefined) return `${tellFault(result)}\n`;
  const { report, note } = hideChecks(cutReport(result.report), result.hidden);
  const render = report.steps.length === COURSE.length ? renderGlance : renderReport;
  const text = render(report, { target: undefined, all: false, paint: plain, columns: 80 });
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…\n` : text;
  return note === undefined ? shown : `${shown}\n${note}\n`;
}
