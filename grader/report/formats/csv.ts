import type { CheckReport, StepReport } from '../../harness/parent/suite/Report';
import { hiddenKey } from '../hiddenKey';
import type { GradeResult } from '../GradeResult';
import { plainLine } from './plainText';

type Cell = string | number | undefined;

const HEADER = [
  'step',
  'name',
  'points',
  'out of',
  'checks passed',
  'checks failed',
  'checks not judged',
  'hidden checks',
  'note',
];

/**
 * Returns a table for the instructor: a row for each step, and a row for the total. The table names
 * the hidden checks.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csv({ steps, report, fault, hidden }: GradeResult): string {
  const isBroken = report === undefined || fault !== undefined;
  const rows = isBroken
    ? steps.map(({ number, name, points }): Cell[] => [number, name, '', points])
    : report.steps.map((step) => rowOf(step, hidden));
  const points = isBroken ? '' : report.points;
  const outOf = isBroken ? steps.reduce((sum, step) => sum + step.points, 0) : report.outOf;
  const note = isBroken ? `Not graded. ${fault ?? ''}` : '';
  const total: Cell[] = ['total', '', points, outOf, '', '', '', '', note];
  return [HEADER, ...rows, total].map((row) => `${lineOf(row)}\r\n`).join('');
}

function rowOf({ step, points, outOf, checks }: StepReport, hidden: ReadonlySet<string>): Cell[] {
  const count = (state: CheckReport['state']): number =>
    checks.filter((check) => check.state === state).length;
  const hiddenNames = checks
    .filter(({ name }) => hidden.has(hiddenKey(step.name, name)))
    .map(({ name, state }) => `${name} (${state})`);
  const first = checks.find(({ state }) => state !== 'passed');
  const why = first?.failure?.got ?? first?.reason;
  return [
    ...[step.number, step.name, points, outOf],
    ...[count('passed'), count('failed'), count('not judged')],
    hiddenNames.join('; '),
    first === undefined ? '' : `${first.name}: ${why ?? first.state}`,
  ];
}

/** Returns a row. Each row has the same number of cells. */
function lineOf(row: readonly Cell[]): string {
  return HEADER.map((_, i) => cellOf(row[i] ?? '')).join(',');
}

/** Returns a cell that a spreadsheet does not take for a formula. */
function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = plainLine(value, 1000);
  // Some spreadsheets begin a new cell after a semicolon, too.
  const safe = text.replace(/(^|;["\s]*)(?=[=+\-@＝＋－＠])/g, "$1'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
