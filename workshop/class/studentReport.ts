import { join } from 'node:path';
import { COURSE_POINTS } from '../../grader/course/course';
import type { StepName } from '../../grader/course/course';
import type { StepReport } from '../../grader/harness/parent/suite/Report';
import { clean } from '../../grader/report/clean';
import { hideChecks, withoutHiddenNames } from '../../grader/report/hideChecks';
import { plain } from '../../grader/report/paint';
import { renderGlance } from '../../grader/report/renderGlance';
import { renderStep } from '../../grader/report/renderStep';
import { wrap } from '../../grader/report/wrap';
import type { Override } from './Override';
import type { StudentResult } from './StudentResult';

/** Reports are files, so their width does not depend on a terminal. */
const COLUMNS = 80;

/** Returns the path of a student's report, in the folder of a class. */
export function reportPath(out: string, { file }: Pick<StudentResult, 'file'>): string {
  return join(out, 'reports', `${file}.txt`);
}

/**
 * Returns the report that a student gets, as text. It does not name the class's secret seed.
 *
 * @param hidden the checks that students do not see, by `hiddenKey`
 */
export function studentReport(
  result: StudentResult,
  override: Override | undefined,
  hidden: ReadonlySet<string>,
): string {
  const { name, missing, report, reason } = result;
  const parts = [name];
  if (override !== undefined) {
    const why = override.reason === '' ? '' : ` ${override.reason}`;
    const own = `Points: ${override.points} of ${report?.outOf ?? COURSE_POINTS}, set by hand.`;
    parts.push(wrap(clean(`${own}${why}`), '', COLUMNS));
  }
  if (reason !== undefined) {
    const why = withoutHiddenNames(reason, hidden);
    parts.push(wrap(clean(`Not judged: ${why}.`), '', COLUMNS));
  }
  const notes = [...result.notes, ...(missing.length > 0 ? [missingNote(missing)] : [])];
  if (notes.length > 0) {
    parts.push(notes.map((note) => wrap(clean(note), '- ', COLUMNS)).join('\n'));
  }
  if (report !== undefined) {
    const { report: shown, note } = hideChecks({ ...report, seed: 0 }, hidden);
    const style = { target: '', all: true, paint: plain, columns: COLUMNS };
    parts.push(renderGlance(shown, style).trimEnd());
    if (note !== undefined) parts.push(wrap(note, '', COLUMNS));
    parts.push(...shown.steps.filter((step) => isExplained(step, result)).map(explain));
  }
  return `${parts.join('\n\n')}\n`;
}

/** False for a step that has passed, that is not written, or that has no file. */
function isExplained({ step, checks }: StepReport, { missing }: StudentResult): boolean {
  return (
    !missing.includes(step.name) &&
    checks.some(({ state, failure }) => state !== 'passed' && failure?.kind !== 'unwritten')
  );
}

function explain(report: StepReport): string {
  const whole = `npm run grade step${report.step.number} all`;
  return renderStep(report, { whole, all: true, paint: plain, columns: COLUMNS, rows: Infinity });
}

function missingNote(missing: readonly StepName[]): string {
  return `Missing: ${missing.map((step) => `${step}.ts`).join(', ')}.`;
}
