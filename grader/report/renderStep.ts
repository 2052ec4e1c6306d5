import type { CheckReport, StepReport } from '../harness/parent/suite/Report';
import { showProblem } from '../harness/parent/explain';
import { likelyMistakes } from '../mistakes/likelyMistakes';
import { clean } from './clean';
import type { Paint } from './paint';
import { renderCheck } from './renderCheck';
import type { Detail } from './renderCheck';
import { wrap } from './wrap';

/** So many failures are told in full: most of the others go away with the first. */
const TOLD = 3;

export interface StepStyle {
  /** The command that grades it with the same data. */
  again: string;
  /** Whether every failure is told in full. */
  all: boolean;
  paint: Paint;
}

/** A step as a student reads it: what the compiler says, then each check. */
export function renderStep(report: StepReport, { again, all, paint }: StepStyle): string {
  const { step, file, points, outOf, checks, typeErrors } = report;
  const likely = likelyMistakes(report);
  const title = `Step ${step.number} · ${step.name} — ${points} of ${outOf} points`;
  const parts = [`${paint('loud', title)}  ${paint('quiet', file)}`];
  const unloadable = checks.find(({ failure }) => failure?.kind === 'unloadable')?.failure;
  if (unloadable !== undefined) {
    parts.push(block(`No check can pass, because ${file} cannot be loaded:`, unloadable.got));
  } else if (typeErrors.length > 0) {
    const intro = 'TypeScript finds mistakes. The checks run all the same.';
    parts.push(block(intro, typeErrors.map(showProblem).join('\n')));
  }
  const width = Math.max(...checks.map(({ state }) => state.length));
  const scoreWidth = Math.max(...checks.map((check) => `${check.points}/${check.outOf}`.length));
  const details = checks.map((_check, i) => detailOf(checks, i));
  const untold = all
    ? []
    : indicesOf(details, (detail, i) => isTold(checks[i], detail)).slice(TOLD);
  for (const i of untold) details[i] = 'none';
  const lines = checks.map((check, i) =>
    renderCheck(check, { step, width, scoreWidth, detail: details[i], paint }),
  );
  parts.push(lines.join('\n'));
  if (untold.length > 0) {
    const more = `${untold.length} more ${untold.length === 1 ? 'fails' : 'fail'}`;
    const how = 'add --all to the command below';
    parts.push(wrap(`${more}, perhaps for the same reason. To read of each, ${how}.`, '  '));
  }
  if (likely.length > 0) {
    const intro = likely.length === 1 ? 'The likely cause:' : 'The likely cause is one of these:';
    const causes = likely.map((cause) => wrap(cause, '  - '));
    parts.push([wrap(intro, '  '), ...causes].join('\n'));
  }
  if (checks.some(({ failure }) => failure !== undefined && failure.kind !== 'unwritten')) {
    parts.push(wrap(`Once more, with the same data: ${again}`, '  '));
  }
  return parts.join('\n\n');
}

/**
 * Shortens what would be said again and again: of checks in a row that are not judged for the same
 * reason, or for which the same function is unwritten, only the last says so; of those that failed
 * in the same way, only the first says all.
 */
function detailOf(checks: readonly CheckReport[], i: number): Detail {
  const { failure, reason } = checks[i];
  const last = checks[i + 1]?.reason !== reason || checks[i + 1]?.failure?.got !== failure?.got;
  if (failure === undefined) return reason !== undefined && !last ? 'none' : 'all';
  switch (failure.kind) {
    case 'wrong':
      return 'all';
    case 'unloadable':
      return 'none'; // it is said above all checks
    case 'unwritten':
      return last ? 'cause' : 'none';
    default:
      return checks[i - 1]?.failure?.got === failure.got ? 'cause' : 'all';
  }
}

/** Whether a check's failure takes a paragraph. */
function isTold({ failure }: CheckReport, detail: Detail): boolean {
  return failure !== undefined && detail === 'all';
}

function indicesOf<T>(list: readonly T[], holds: (item: T, i: number) => boolean): number[] {
  return list.flatMap((item, i) => (holds(item, i) ? [i] : []));
}

function block(intro: string, text: string): string {
  return `${wrap(intro, '  ')}\n\n${wrap(clean(text), '    ')}`;
}
