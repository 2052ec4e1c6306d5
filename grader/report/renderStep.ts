import type { CheckReport, StepReport } from '../harness/parent/suite/Report';
import { showProblem } from '../harness/parent/submission/showProblem';
import { likelyMistakes } from '../mistakes/likelyMistakes';
import { clean } from './clean';
import type { Paint } from './paint';
import { renderCheck } from './renderCheck';
import type { Detail } from './renderCheck';
import { wrap } from './wrap';

/** How many failures of a step to explain. Most other failures have the same cause. */
const EXPLAINED = 3;

/** What students are told if not all cases were tried. */
export const SEARCH_CUT =
  'The grader also searches for mistakes that its checks do not test. This time it ran out of time before it had tried everything, because the computer is busy or your code is slow. Grade again when the computer is idle.';

interface StepStyle {
  /** The command that grades the step with the same data. */
  again: string;
  /** True to explain every failure. */
  all: boolean;
  paint: Paint;
}

/** Returns a step's report for a student: type errors, checks, and the likely cause of failures. */
export function renderStep(report: StepReport, { again, all, paint }: StepStyle): string {
  const { step, file, points, outOf, checks, typeErrors } = report;
  const likely = likelyMistakes(report);
  const title = `Step ${step.number} · ${step.name} — ${points} of ${outOf} points`;
  const parts = [`${paint('loud', title)}  ${paint('quiet', file)}`];
  const unloadable = checks.find(({ failure }) => failure?.kind === 'unloadable')?.failure;
  if (unloadable !== undefined) {
    parts.push(block(`All checks fail, because ${file} cannot be loaded:`, unloadable.got));
  } else if (typeErrors.length > 0) {
    const intro = 'TypeScript finds mistakes. The grader runs the checks too.';
    parts.push(block(intro, typeErrors.map(showProblem).join('\n')));
  }
  const stateWidth = Math.max(...checks.map(({ state }) => state.length));
  const scoreWidth = Math.max(...checks.map((check) => `${check.points}/${check.outOf}`.length));
  const details = checks.map((_check, i) => detailOf(checks, i));
  const explained = [...checks.keys()].filter((i) => isExplained(checks[i], details[i]));
  const left = all ? [] : explained.slice(EXPLAINED);
  for (const i of left) details[i] = 'none';
  const lines = checks.map((check, i) =>
    renderCheck(check, { step, stateWidth, scoreWidth, detail: details[i], paint }),
  );
  parts.push(lines.join('\n'));
  if (left.length > 0) {
    const more = `${left.length} more ${left.length === 1 ? 'fails' : 'fail'}`;
    const how = 'add the word all to the command below';
    parts.push(wrap(`${more}, perhaps for the same reason. To read about each, ${how}.`, '  '));
  }
  if (likely.length > 0) {
    const intro = likely.length === 1 ? 'The likely cause:' : 'The likely cause is one of these:';
    const causes = likely.map((cause) => wrap(cause, '  - '));
    parts.push([wrap(intro, '  '), ...causes].join('\n'));
  }
  if (report.isSearchCut === true) parts.push(wrap(SEARCH_CUT, '  '));
  if (checks.some(({ failure }) => failure !== undefined && failure.kind !== 'unwritten')) {
    parts.push(wrap(`To repeat with the same data: ${again}`, '  '));
  }
  return parts.join('\n\n');
}

/**
 * Returns how much of a check to print, because the report avoids repetition. If checks in a row
 * are not judged for one reason, only the last check shows the reason. The same is true if checks
 * in a row need one unwritten function. If checks in a row fail in the same way, only the first is
 * explained.
 */
function detailOf(checks: readonly CheckReport[], i: number): Detail {
  const { failure, reason } = checks[i];
  const last = checks[i + 1]?.reason !== reason || checks[i + 1]?.failure?.got !== failure?.got;
  if (failure === undefined) return reason !== undefined && !last ? 'none' : 'all';
  switch (failure.kind) {
    case 'wrong':
      return 'all';
    case 'unloadable':
      return 'none'; // The report says why above the checks.
    case 'unwritten':
      return last ? 'cause' : 'none';
    default:
      return checks[i - 1]?.failure?.got === failure.got ? 'cause' : 'all';
  }
}

function isExplained({ failure }: CheckReport, detail: Detail): boolean {
  return failure !== undefined && detail === 'all';
}

function block(intro: string, text: string): string {
  return `${wrap(intro, '  ')}\n\n${wrap(clean(text), '    ')}`;
}
