import type { Problem } from '../harness/channel/Problem';
import { showProblem } from '../harness/parent/submission/showProblem';
import type { CheckReport, StepReport } from '../harness/parent/suite/Report';
import { likelyMistakes } from '../mistakes/likelyMistakes';
import { blameEarlier } from './blameEarlier';
import { clean } from './clean';
import { explainFailure, lineOfCheck, nameCheck, styleOf } from './renderCheck';
import type { Limits } from './renderCheck';
import { renderTypeErrors } from './renderTypeErrors';
import type { StepStyle } from './StepStyle';
import { wrap } from './wrap';

/** How much to print of a step with a failure. */
interface StepLimits extends Limits {
  /** The maximum number of other checks that have not passed. */
  others: number;
  /** The maximum number of lines of the likely causes. */
  likely: number;
}

/** From the most text to the least. The first that fits is used. */
const LIMITS: readonly StepLimits[] = [
  { part: 8, why: 6, others: 20, likely: 12 },
  { part: 5, why: 4, others: 20, likely: 12 },
  { part: 4, why: 3, others: 20, likely: 8 },
  { part: 3, why: 2, others: 20, likely: 6 },
  { part: 3, why: 2, others: 20, likely: 4 },
  { part: 3, why: 1, others: 20, likely: 4 },
  { part: 2, why: 1, others: 20, likely: 4 },
  { part: 3, why: 2, others: 5, likely: 4 },
  { part: 3, why: 1, others: 3, likely: 4 },
  { part: 2, why: 1, others: 1, likely: 4 },
  { part: 2, why: 0, others: 1, likely: 4 },
  { part: 2, why: 1, others: 1, likely: 0 },
  { part: 2, why: 0, others: 1, likely: 0 },
];

/** The maximum number of lines of a type error in a file with a failure. */
const TYPE_ERROR_LINES = 2;

const UNLIMITED: StepLimits = { part: Infinity, why: Infinity, others: Infinity, likely: Infinity };

/**
 * Returns the checks of a step that has a failure, or that has a check without a verdict: a line
 * for all checks that passed, a line for each other check, and last the first failure, which is
 * explained. The text has at most `rows` lines, or with `all`, explains every failure.
 */
export function renderFailures(report: StepReport, style: StepStyle): string {
  if (style.all) {
    return renderWith(UNLIMITED, { ...report, checks: printOnce(report.checks) }, style);
  }
  const render = (limits: StepLimits): string => renderWith(limits, report, style);
  const fits = (limits: StepLimits): boolean => render(limits).split('\n').length <= style.rows;
  let limits = LIMITS.find(fits) ?? LIMITS[LIMITS.length - 1];
  // Perhaps a few more lines fit.
  while (limits.part < LIMITS[0].part && fits({ ...limits, part: limits.part + 1 })) {
    limits = { ...limits, part: limits.part + 1 };
  }
  return render(limits);
}

/** Removes what failed checks printed if an earlier failed check printed the same text. */
function printOnce(checks: readonly CheckReport[]): CheckReport[] {
  const earlier = new Set<string>();
  return checks.map((check) => {
    const { printed, ...rest } = check;
    if (printed === undefined || check.failure === undefined) return check;
    if (earlier.has(printed)) return rest;
    earlier.add(printed);
    return check;
  });
}

function renderWith(limits: StepLimits, report: StepReport, style: StepStyle): string {
  const { checks, typeErrors } = report;
  const { columns } = style;
  const first = checks.find(({ failure }) => failure !== undefined);
  const likely = likelyOf(report, limits.likely, columns);
  const summary = [...passedOf(checks, columns), ...othersOf(report, limits, first, style)];
  const parts = [
    ...(typeErrors.length > 0 ? [typeErrorsOf(typeErrors, style)] : []),
    ...(summary.length > 0 ? [summary.join('\n')] : []),
    ...(first === undefined ? [] : [explain(first, report, limits, style)]),
    ...(likely === '' ? [] : [likely]),
  ];
  return parts.join('\n\n');
}

/** Returns the type errors. Without `all`, only the first, because the failure is more important. */
function typeErrorsOf(errors: readonly Problem[], style: StepStyle): string {
  if (style.all) return renderTypeErrors(errors, { ...style, most: Infinity });
  const { whole, columns } = style;
  const intro =
    errors.length === 1
      ? 'TypeScript also reports a mistake:'
      : `TypeScript also reports ${errors.length} mistakes (${whole}):`;
  const { excerpt: _excerpt, ...first } = errors[0];
  const rows = wrap(clean(showProblem(first)), '    ', columns).split('\n');
  return [wrap(intro, '  ', columns), ...rows.slice(0, TYPE_ERROR_LINES)].join('\n');
}

/** Returns a line for all checks that passed. */
function passedOf(checks: readonly CheckReport[], columns: number): string[] {
  const passed = checks.filter(({ state }) => state === 'passed');
  if (passed.length === 0) return [];
  const lines = [`${count(passed.length, 'check')} passed.`];
  const blamed = passed.filter(({ standsOn }) => standsOn !== undefined);
  if (blamed.length > 0) {
    const names = blamed.flatMap(({ standsOn }) => standsOn ?? []);
    const what = blamed.length === 1 ? '1 of them fails' : `${blamed.length} of them fail`;
    lines.push(`${blameEarlier(what, names)}.`);
  }
  return [wrap(lines.join(' '), '  ', columns)];
}

/** Returns the checks that have not passed, without the first failure. */
function othersOf(
  report: StepReport,
  limits: StepLimits,
  first: CheckReport | undefined,
  style: StepStyle,
): string[] {
  const { checks } = report;
  const { all, columns } = style;
  const others = checks.filter((check) => check.state !== 'passed' && check !== first);
  const checkStyle = styleOf(others, style);
  const shown = others.slice(0, limits.others);
  const lines = shown.map((check) => {
    if (!all) return lineOfCheck(check, checkStyle);
    const isExplained = check.failure !== undefined && check.failure.kind !== 'unwritten';
    return isExplained
      ? `\n${explain(check, report, limits, style)}`
      : nameCheck(check, checkStyle);
  });
  const left = others.slice(limits.others);
  const failed = left.filter(({ failure }) => failure !== undefined).length;
  if (failed > 0) lines.push(`    and ${failed} more ${failed === 1 ? 'fails' : 'fail'}`);
  return [...lines, ...reasonsOf(others, columns)];
}

/** Returns why checks were not judged, each reason once. */
function reasonsOf(checks: readonly CheckReport[], columns: number): string[] {
  const reasons = new Set(checks.flatMap(({ reason }) => (reason === undefined ? [] : [reason])));
  return [...reasons].map((reason) => wrap(clean(`Not judged: ${reason}.`), '  ', columns));
}

/** Returns the name of a failed check, and why it failed. */
function explain(
  check: CheckReport,
  { step, file, checks }: StepReport,
  limits: StepLimits,
  style: StepStyle,
): string {
  const { failure } = check;
  if (failure === undefined) return '';
  const unwritten = checks.flatMap((each) =>
    each.failure?.kind === 'unwritten' ? [each.failure.got] : [],
  );
  // Several functions can be unwritten. The report names all of them.
  const got = failure.kind === 'unwritten' ? [...new Set(unwritten)].join('\n') : failure.got;
  const name = nameCheck(check, styleOf([check], style));
  const why = explainFailure(check, { ...failure, got }, { ...style, ...limits, step, file });
  return `${name}\n${why}`;
}

/** Returns the known mistakes with the same failures, in at most `most` lines. */
function likelyOf(report: StepReport, most: number, columns: number): string {
  const likely = likelyMistakes(report);
  if (likely.length === 0 || most === 0) return '';
  const intro =
    likely.length === 1 ? 'Your likely mistake:' : 'Your likely mistake is one of these:';
  const lines = likely
    .map((cause) => wrap(cause, '  - ', columns))
    .join('\n')
    .split('\n');
  const shown = lines.length <= most ? lines : [...lines.slice(0, most - 1), '    …'];
  return [wrap(intro, '  ', columns), ...shown].join('\n');
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
