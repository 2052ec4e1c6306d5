import stringWidth from 'string-width';
import type { CheckReport, StepReport } from '../harness/parent/suite/Report';
import { blameEarlier } from './blameEarlier';
import { clean } from './clean';
import { cutLines } from './cutLines';
import { foldPrinted, PRINTED_SHOWN } from './foldPrinted';
import { BESIDE, beside, nameCheck, styleOf } from './renderCheck';
import { renderFailures } from './renderFailures';
import { renderTypeErrors } from './renderTypeErrors';
import type { StepStyle } from './StepStyle';
import { wrap } from './wrap';

/** What students are told if not all cases were tried. */
export const SEARCH_CUT =
  'The grader also searches for mistakes that its checks do not test. This time it ran out of time before it had tried everything, because the computer is busy or your code is slow. Grade again when the computer is idle.';

/** How many lines of a message to show if a file cannot be loaded. */
const MESSAGE_LINES = 12;
/** How many type errors to show in a file that passes all checks. */
const TYPE_ERRORS = 3;

/**
 * Returns a step's report for a student. A step that passes shows all checks. Otherwise the report
 * ends with the first failure, which it explains.
 */
export function renderStep(report: StepReport, style: StepStyle): string {
  const { checks } = report;
  const title = titleOfStep(report, style);
  const unloadable = checks.find(({ failure }) => failure?.kind === 'unloadable')?.failure;
  if (unloadable !== undefined) return `${title}\n\n${renderUnloadable(report, style)}`;
  if (checks.every(({ state }) => state === 'passed')) return renderPassed(report, style);
  const rows = style.rows - title.split('\n').length - 1;
  return `${title}\n\n${renderFailures(report, { ...style, rows })}`;
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
  { all, whole, columns }: StepStyle,
): string {
  const got = checks.find(({ failure }) => failure?.kind === 'unloadable')?.failure?.got ?? '';
  const rows = clean(got)
    .split('\n')
    .map((line) => wrap(line, '', columns - 4).split('\n'));
  const missing = (count: number): string => `… ${count} more lines: ${whole}`;
  const text = cutLines(rows, all ? Infinity : MESSAGE_LINES, missing).join('\n');
  const intro = wrap(`All checks fail, because ${file} cannot be loaded:`, '  ', columns);
  return `${intro}\n\n${wrap(text, '    ', columns)}`;
}

function renderPassed(report: StepReport, style: StepStyle): string {
  const { checks, typeErrors, isSearchCut } = report;
  const { all, columns } = style;
  const parts = [titleOfStep(report, style)];
  if (typeErrors.length > 0) {
    parts.push(renderTypeErrors(typeErrors, { ...style, most: all ? Infinity : TYPE_ERRORS }));
  }
  const checkStyle = styleOf(checks, style);
  const printed = new Set<string>();
  const lines = checks.flatMap((check, i) => [
    nameCheck(check, checkStyle),
    ...blameOf(checks, i).map((text) => beside('but', text, style)),
    ...newPrint(check, printed, all).map((text) =>
      beside('printed', all ? text.trimEnd() : foldPrinted(text, columns - BESIDE), style),
    ),
  ]);
  if (lines.length > 0) parts.push(lines.join('\n'));
  if (isSearchCut === true) parts.push(wrap(SEARCH_CUT, '  ', columns));
  return parts.join('\n\n');
}

/**
 * Returns who is at fault if a check passes only with the reference's earlier steps. If checks in a
 * row have the same fault, only the last check says so.
 */
function blameOf(checks: readonly CheckReport[], i: number): string[] {
  const names = checks[i].standsOn;
  if (names === undefined) return [];
  const same = (check: CheckReport | undefined): boolean =>
    check?.standsOn?.join() === names.join();
  if (same(checks[i + 1])) return [];
  const before = checks.slice(0, i).reverse();
  const others = before.findIndex((check) => !same(check));
  const count = 1 + (others < 0 ? before.length : others);
  const what = count === 1 ? 'this check fails' : `these ${count} checks fail`;
  return [blameEarlier(what, names)];
}

/**
 * Returns what a check printed, if it differs from what earlier checks printed. Without `all`, only
 * the lines that are shown are compared: a loop often prints the same lines, but not equally often.
 */
function newPrint({ printed }: CheckReport, earlier: Set<string>, all: boolean): string[] {
  if (printed === undefined) return [];
  const compared = all ? printed : printed.split('\n').slice(0, PRINTED_SHOWN).join('\n');
  if (earlier.has(compared)) return [];
  earlier.add(compared);
  return [printed];
}
