import type { CheckReport, StepReport } from '../harness/parent/suite/Report';
import { likelyMistakes } from '../mistakes/likelyMistakes';
import { clean } from './clean';
import { countPassed } from './countPassed';
import { namePrinted, printedOf } from './printedOf';
import { explainFailure, lineOfCheck, nameCheck, styleOf } from './renderCheck';
import type { Limits } from './renderCheck';
import { firstTypeError, renderTypeErrors } from './renderTypeErrors';
import type { StepStyle } from './StepStyle';
import { wrap } from './wrap';

/** How much to print of a step with a failure. */
interface StepLimits extends Limits {
  /** The maximum number of other checks that have not passed. */
  others: number;
  /** The maximum number of lines of the likely causes. */
  likely: number;
  /** The maximum number of lines of the first type error. */
  types: number;
  /** The maximum number of texts that passed checks printed. */
  printed: number;
}

/**
 * From the most text to the least. The first that fits is used. The failure that is explained and
 * its likely causes are more important than the names of other checks.
 */
const LIMITS: readonly StepLimits[] = [
  { part: 10, why: 6, others: 20, likely: 12, types: 2, printed: 3 },
  { part: 10, why: 2, others: 5, likely: 8, types: 2, printed: 0 },
  { part: 8, why: 2, others: 5, likely: 8, types: 2, printed: 0 },
  { part: 8, why: 2, others: 1, likely: 5, types: 2, printed: 0 },
  { part: 5, why: 2, others: 5, likely: 8, types: 2, printed: 0 },
  { part: 4, why: 2, others: 5, likely: 8, types: 2, printed: 0 },
  { part: 4, why: 2, others: 1, likely: 5, types: 2, printed: 0 },
  { part: 4, why: 2, others: 0, likely: 4, types: 2, printed: 0 },
  { part: 4, why: 1, others: 0, likely: 4, types: 0, printed: 0 },
  { part: 3, why: 1, others: 0, likely: 4, types: 0, printed: 0 },
  { part: 3, why: 0, others: 0, likely: 4, types: 0, printed: 0 },
  { part: 2, why: 0, others: 0, likely: 4, types: 0, printed: 0 },
  { part: 3, why: 0, others: 0, likely: 0, types: 0, printed: 0 },
  { part: 2, why: 0, others: 0, likely: 0, types: 0, printed: 0 },
];

const UNLIMITED: StepLimits = {
  part: Infinity,
  why: Infinity,
  others: Infinity,
  likely: Infinity,
  types: Infinity,
  printed: Infinity,
};

/**
 * Returns the checks of a step that has a failure, or that has a check without a verdict: a line
 * for all checks that passed, a line for each other check, and last the first failure, which is
 * explained. The text has at most `rows` lines, or with `all`, explains every failure.
 */
export function renderFailures(report: StepReport, style: StepStyle): string {
  if (style.all) {
    const printed = { ...report, checks: printOnce(report.checks) };
    return renderWith(UNLIMITED, printed, likelyMistakes(report), style);
  }
  const causes = likelyMistakes(report);
  const render = (limits: StepLimits): string => renderWith(limits, report, causes, style);
  const fits = (limits: StepLimits): boolean => render(limits).split('\n').length <= style.rows;
  let limits = LIMITS.find(fits) ?? LIMITS[LIMITS.length - 1];
  // Perhaps a few more lines fit.
  for (const key of ['part', 'why', 'types', 'others', 'printed'] as const) {
    const more = (): StepLimits => ({ ...limits, [key]: limits[key] + 1 });
    while (limits[key] < LIMITS[0][key] && fits(more())) limits = more();
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

function renderWith(
  limits: StepLimits,
  report: StepReport,
  causes: readonly string[],
  style: StepStyle,
): string {
  const { checks, typeErrors } = report;
  const { all, columns } = style;
  const first = checks.find(({ failure }) => failure !== undefined);
  const likely = likelyOf(causes, limits.likely, columns);
  const summary = summaryOf(report, limits, first, style);
  // The failure is more important than the type errors.
  const types = all
    ? renderTypeErrors(typeErrors, { ...style, most: Infinity })
    : firstTypeError(typeErrors, { ...style, most: limits.types });
  const parts = [
    ...(typeErrors.length > 0 ? [types] : []),
    ...(summary.length > 0 ? [summary.join('\n')] : []),
    ...(first === undefined ? [] : [explain(first, report, limits, style)]),
    ...(likely === '' ? [] : [likely]),
  ];
  return parts.join('\n\n');
}

/** Returns how many checks passed, and the others without the first failure. */
function summaryOf(
  report: StepReport,
  limits: StepLimits,
  first: CheckReport | undefined,
  style: StepStyle,
): string[] {
  const { checks } = report;
  const { all, columns } = style;
  const others = checks.filter((check) => check.state !== 'passed' && check !== first);
  const checkStyle = styleOf(others, style);
  const lines = others.slice(0, limits.others).map((check) => {
    if (!all) return lineOfCheck(check, checkStyle);
    const isExplained = check.failure !== undefined && check.failure.kind !== 'unwritten';
    return isExplained
      ? `\n${explain(check, report, limits, style)}`
      : nameCheck(check, checkStyle);
  });
  const left = others.slice(limits.others);
  const failed = left.filter(({ failure }) => failure !== undefined).length;
  const sentences = countPassed(checks);
  if (failed > 0 && lines.length > 0) {
    lines.push(`    and ${failed} more ${failed === 1 ? 'fails' : 'fail'}`);
  } else if (failed > 0) {
    sentences.push(failed === 1 ? '1 other check fails.' : `${failed} other checks fail.`);
  }
  const intro = sentences.length === 0 ? [] : [wrap(sentences.join(' '), '  ', columns)];
  return [
    ...intro,
    ...printedByPassed(checks, limits.printed, style),
    ...lines,
    ...reasonsOf(others, columns),
  ];
}

/** Returns what passed checks printed, each below the name of its check. */
function printedByPassed(checks: readonly CheckReport[], most: number, style: StepStyle): string[] {
  const passed = checks.filter(({ state }) => state === 'passed');
  // A text that a failed check printed too is shown there.
  const failed = checks.filter(({ failure }) => failure !== undefined);
  const printed = printedOf([...failed, ...passed], style).filter(({ check }) =>
    passed.includes(check),
  );
  return namePrinted(printed.slice(0, most), style);
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
function likelyOf(likely: readonly string[], most: number, columns: number): string {
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
