import type { CheckReport, StepReport } from '../../harness/parent/suite/Report';
import { csvLine } from '../csvLine';
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

/** The cells after the points of a step without a verdict. */
const EMPTY: readonly Cell[] = ['', '', '', '', ''];

/**
 * Returns a table for the instructor: a row for each step, and a row for the total. The table names
 * the hidden checks.
 */
export function csv({ steps, report, fault, hidden }: GradeResult): string {
  const rows =
    report === undefined
      ? steps.map(({ number, name, points }): Cell[] => [number, name, '', points, ...EMPTY])
      : report.steps.map((step) => rowOf(step, hidden));
  const points = report?.points ?? '';
  const outOf = report?.outOf ?? steps.reduce((sum, step) => sum + step.points, 0);
  const note = fault === undefined ? '' : `Not graded. ${fault}`;
  const total: Cell[] = ['total', '', points, outOf, '', '', '', '', note];
  return [HEADER, ...rows, total].map((row) => csvLine(row.map(cut))).join('');
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

/** Cuts a text, and removes its control characters. */
function cut(cell: Cell): Cell {
  return typeof cell === 'string' ? plainLine(cell, 1000) : cell;
}
