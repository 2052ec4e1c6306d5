import type { CheckReport } from '../harness/parent/suite/Report';
import { foldPrinted, PRINTED_SHOWN } from './foldPrinted';
import { BESIDE, beside, lineOfCheck, nameCheck, styleOf } from './renderCheck';
import type { StepStyle } from './StepStyle';

/** A text that a check printed. */
export interface Printed {
  check: CheckReport;
  text: string;
}

/**
 * Returns what the checks printed, if it differs from what earlier checks printed. Without `all`,
 * only the lines that are shown are compared: a loop often prints the same lines, but not equally
 * often.
 */
export function printedOf(checks: readonly CheckReport[], style: StepStyle): Printed[] {
  const { all, columns } = style;
  const earlier = new Set<string>();
  return checks.flatMap((check) => {
    const { printed } = check;
    if (printed === undefined) return [];
    const compared = all ? printed : printed.split('\n').slice(0, PRINTED_SHOWN).join('\n');
    if (earlier.has(compared)) return [];
    earlier.add(compared);
    const text = all ? printed.trimEnd() : foldPrinted(printed, columns - BESIDE);
    return [{ check, text: beside('printed', text, style) }];
  });
}

/** Returns texts that checks printed, each below the name of its check. */
export function namePrinted(printed: readonly Printed[], style: StepStyle): string[] {
  const checkStyle = styleOf(
    printed.map(({ check }) => check),
    style,
  );
  const name = style.all ? nameCheck : lineOfCheck;
  return printed.flatMap(({ check, text }) => [name(check, checkStyle), text]);
}
