import stringWidth from 'string-width';
import type { StepReport } from '../harness/parent/suite/Report';
import { clean } from './clean';
import { cutLines } from './cutLines';
import { renderFailures } from './renderFailures';
import { renderPassed } from './renderPassed';
import type { StepStyle } from './StepStyle';
import { wrap } from './wrap';

/** The maximum number of lines of a message if a file cannot be loaded. */
const MESSAGE_LINES = 12;

/**
 * Returns a step's report for a student, in at most `rows` lines. Of a step that passes, it names or
 * counts the checks. Otherwise it ends with the first failure, which it explains.
 */
export function renderStep(report: StepReport, style: StepStyle): string {
  const { checks } = report;
  const title = titleOfStep(report, style);
  const unloadable = checks.find(({ failure }) => failure?.kind === 'unloadable')?.failure;
  const rows = style.rows - title.split('\n').length - 1;
  if (unloadable !== undefined)
    return `${title}\n\n${renderUnloadable(report, { ...style, rows })}`;
  const hasPassed = checks.every(({ state }) => state === 'passed');
  const text = (hasPassed ? renderPassed : renderFailures)(report, { ...style, rows });
  return text === '' ? title : `${title}\n\n${text}`;
}

/** Returns the title of a step: its points and its file. */
export function titleOfStep(
  { step, file, points, outOf }: StepReport,
  { paint, columns }: Pick<StepStyle, 'paint' | 'columns'>,
): string {
  const title = `Step ${step.number} · ${step.name} — ${points} of ${outOf} points`;
  const isWide = stringWidth(`${title}  ${file}`) > columns;
  const first = wrap(paint('loud', title), '', columns);
  return `${first}${isWide ? '\n' : ''}  ${paint('quiet', file)}`;
}

/** Returns why no check of the step was made. */
function renderUnloadable(
  { file, checks }: StepReport,
  { all, whole, columns, rows: left }: StepStyle,
): string {
  const got = checks.find(({ failure }) => failure?.kind === 'unloadable')?.failure?.got ?? '';
  const rows = clean(got)
    .split('\n')
    .map((line) => wrap(line, '', columns - 4).split('\n'));
  const missing = (count: number): string => `… ${count} more lines: ${whole}`;
  const intro = wrap(`All checks fail, because ${file} cannot be loaded:`, '  ', columns);
  const most = Math.min(MESSAGE_LINES, left - intro.split('\n').length - 1);
  const text = cutLines(rows, all ? Infinity : most, missing).join('\n');
  return `${intro}\n\n${wrap(text, '    ', columns)}`;
}
