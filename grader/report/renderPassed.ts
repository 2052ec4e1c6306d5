import type { CheckReport, StepReport } from '../harness/parent/suite/Report';
import { blameEarlier } from './blameEarlier';
import { countPassed } from './countPassed';
import { namePrinted, printedOf } from './printedOf';
import type { Printed } from './printedOf';
import { beside, nameCheck, styleOf } from './renderCheck';
import { firstTypeError, renderTypeErrors } from './renderTypeErrors';
import type { StepStyle } from './StepStyle';
import { wrap } from './wrap';

/** What students are told if not all cases were tried. */
export const SEARCH_CUT =
  'The grader also searches for mistakes that its checks do not test. This time it ran out of time before it had tried everything, because the computer is busy or your code is slow. Grade again when the computer is idle.';

/** How many type errors to show in a file that passes all checks. */
const TYPE_ERRORS = 3;

/** How much to print of a step that passes. */
interface PassedLimits {
  /** True to name each check. */
  names: boolean;
  /** The maximum number of texts that the code printed. */
  printed: number;
  /** The maximum number of type errors. With 0, the first one is shown without its line. */
  typeErrors: number;
}

const UNLIMITED: PassedLimits = { names: true, printed: Infinity, typeErrors: Infinity };

/** From the most text to the least. The first that fits is used. */
const LIMITS: readonly PassedLimits[] = [
  { names: true, printed: Infinity, typeErrors: TYPE_ERRORS },
  { names: false, printed: Infinity, typeErrors: TYPE_ERRORS },
  { names: false, printed: 1, typeErrors: 1 },
  { names: false, printed: 0, typeErrors: 0 },
];

/**
 * Returns the checks of a step that passes. If their names do not fit `rows` lines, returns only how
 * many there are. With `all`, returns everything.
 */
export function renderPassed(report: StepReport, style: StepStyle): string {
  const render = (limits: PassedLimits): string => renderWith(limits, report, style);
  if (style.all) return render(UNLIMITED);
  const fits = (limits: PassedLimits): boolean => render(limits).split('\n').length <= style.rows;
  return render(LIMITS.find(fits) ?? LIMITS[LIMITS.length - 1]);
}

function renderWith(limits: PassedLimits, report: StepReport, style: StepStyle): string {
  const { checks, typeErrors, isSearchCut } = report;
  const { columns } = style;
  const parts: string[] = [];
  if (typeErrors.length > 0) {
    parts.push(
      limits.typeErrors === 0
        ? firstTypeError(typeErrors, { ...style, most: 2 })
        : renderTypeErrors(typeErrors, { ...style, most: limits.typeErrors }),
    );
  }
  const printed = printedOf(checks, style).slice(0, limits.printed);
  const lines = limits.names
    ? namesOf(checks, printed, style)
    : [wrap(countPassed(checks).join(' '), '  ', columns), ...namePrinted(printed, style)];
  if (checks.length > 0) parts.push(lines.join('\n'));
  if (isSearchCut === true) parts.push(wrap(SEARCH_CUT, '  ', columns));
  return parts.join('\n\n');
}

/** Returns the name of each check, what it printed, and who is at fault. */
function namesOf(
  checks: readonly CheckReport[],
  printed: readonly Printed[],
  style: StepStyle,
): string[] {
  const checkStyle = styleOf(checks, style);
  return checks.flatMap((check, i) => [
    nameCheck(check, checkStyle),
    ...blameOf(checks, i).map((text) => beside('but', text, style)),
    ...printed.filter((each) => each.check === check).map(({ text }) => text),
  ]);
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
