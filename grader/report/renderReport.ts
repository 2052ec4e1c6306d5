import { clean } from './clean';
import type { Report, StepReport } from '../harness/parent/suite/Report';
import { outputColumns } from './outputColumns';
import type { Paint } from './paint';
import { quote } from './quote';
import { openStep, renderNext } from './renderNext';
import type { Done } from './renderNext';
import { renderStep, titleOfStep } from './renderStep';
import { wrap } from './wrap';

/** How to show a report. */
export interface ReportStyle {
  /** The graded folder, in the form that students read. Undefined for `starter/`. */
  target: string | undefined;
  /** True to explain every failure. */
  all: boolean;
  paint: Paint;
  /** The columns of the terminal. The default is the real terminal. Lines have at most 80. */
  columns?: number;
  /** The maximum number of lines of the report, except with `all`. The default is `ROWS`. */
  rows?: number;
  /** What the student has done besides the steps. The default is nothing. */
  done?: Done;
}

/**
 * Students see 32 lines. npm prints five of them before the report, on a narrow terminal. The last
 * line is for the next command.
 */
export const ROWS = 26;

/** Returns the width of a report, and what the student has done. */
export function defaultsOf({ columns, done }: ReportStyle): { columns: number; done: Done } {
  return { columns: outputColumns(columns), done: done ?? { network: false, labs: [] } };
}

/**
 * Returns a student's report: each step, the total, and what to do next. The step that a student
 * should look at comes last, directly before what to do next. The other steps then have a title only,
 * except with `all`. Steps that pass also have a title only if there is no space for their checks.
 */
export function renderReport(report: Report, style: ReportStyle): string {
  const { steps, seed } = report;
  const { target, all, paint, rows = ROWS } = style;
  const { columns, done } = defaultsOf(style);
  const open = openStep(steps);
  const flags = target === undefined ? '' : ` target ${quote(target)}`;
  const end =
    target === undefined
      ? renderNext(steps, { columns, done, seed, all })
      : repeat(open, { seed, flags, columns, all });
  const total =
    steps.length > 1 ? paint('loud', `Together: ${report.points} of ${report.outOf} points`) : '';
  const left = rows - rowsWithGap(total) - rowsWithGap(end);
  const show = (step: StepReport, most: number): string => {
    const whole = `npm run grade step${step.step.number} all${flags}`;
    return renderStep(step, { whole, all, paint, columns, rows: most });
  };
  const others = steps.filter((step) => step !== open);
  const titles = others.map((step) => brief(step, paint, columns)).join('\n');
  const whole =
    open === undefined || all ? others.map((step) => show(step, left)).join('\n\n') : titles;
  const first = all || rowsWithGap(whole) <= left + 1 ? whole : titles;
  const last = open === undefined ? '' : show(open, left - rowsWithGap(first));
  return `${[first, total, last, end].filter((part) => part !== '').join('\n\n')}\n`;
}

/** Returns how many lines a part of the report takes, with the empty line beside it. */
function rowsWithGap(part: string): number {
  return part === '' ? 0 : part.split('\n').length + 1;
}

/** Returns the title of a step, and its functions that are not written yet. */
function brief(report: StepReport, paint: Paint, columns: number): string {
  const unwritten = report.checks.flatMap(({ failure }) =>
    failure?.kind === 'unwritten' ? [failure.got] : [],
  );
  const lines = [...new Set(unwritten)].map((got) => wrap(clean(got), '  ', columns));
  return [titleOfStep(report, { paint, columns }), ...lines].join('\n');
}

/** Returns the commands for a step of a folder that is not `starter/`. */
function repeat(
  open: StepReport | undefined,
  { seed, flags, columns, all }: { seed: number; flags: string; columns: number; all: boolean },
): string {
  const failures = open?.checks.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  if (open === undefined || !failures?.some(({ kind }) => kind !== 'unwritten')) return '';
  const again = `npm run grade step${open.step.number}`;
  const lines = [`To repeat with the same data: ${again} seed ${seed}${flags}`];
  if (failures.length > 1 && !all) lines.push(`To read about every failure: ${again} all${flags}`);
  return lines.map((line) => wrap(line, '  ', columns)).join('\n');
}
