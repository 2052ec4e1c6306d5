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
  /** The maximum number of lines of a step with a failure, with what to do next. */
  rows?: number;
  /** What the student has done besides the steps. The default is nothing. */
  done?: Done;
}

/** Students see 32 lines. The last line is for the next command. */
const ROWS = 31;

/** Returns the width of a report, and what the student has done. */
export function defaultsOf({ columns, done }: ReportStyle): { columns: number; done: Done } {
  return { columns: outputColumns(columns), done: done ?? { network: false, labs: [] } };
}

/**
 * Returns a student's report: each step, the total, and what to do next. The first step that has
 * not passed comes last, directly before what to do next. The other steps then have a title only,
 * except with `all`.
 */
export function renderReport(report: Report, style: ReportStyle): string {
  const { steps, seed } = report;
  const { target, all, paint, rows = ROWS } = style;
  const { columns, done } = defaultsOf(style);
  const open = openStep(steps);
  const flags = target === undefined ? '' : ` target ${quote(target)}`;
  const end =
    target === undefined
      ? renderNext(steps, { columns, done, seed })
      : repeat(open, { seed, flags, columns });
  const left = rows - (end === '' ? 0 : end.split('\n').length + 1);
  const show = (step: StepReport): string => {
    const whole = `npm run grade step${step.step.number} all${flags}`;
    return renderStep(step, { whole, all, paint, columns, rows: left });
  };
  const others = steps.filter((step) => step !== open);
  const parts =
    open === undefined || all
      ? others.map(show)
      : [others.map((step) => brief(step, paint, columns)).join('\n')];
  if (steps.length > 1) {
    parts.push(paint('loud', `Together: ${report.points} of ${report.outOf} points`));
  }
  if (open !== undefined) parts.push(show(open));
  parts.push(end);
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
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
  { seed, flags, columns }: { seed: number; flags: string; columns: number },
): string {
  const failures = open?.checks.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  if (open === undefined || !failures?.some(({ kind }) => kind !== 'unwritten')) return '';
  const again = `npm run grade step${open.step.number}`;
  const lines = [`To repeat with the same data: ${again} seed ${seed}${flags}`];
  if (failures.length > 1) lines.push(`To read about every failure: ${again} all${flags}`);
  return lines.map((line) => wrap(line, '  ', columns)).join('\n');
}
