import type { CheckReport, Report, StepReport } from '../harness/parent/suite/Report';
import { hiddenKey } from './hiddenKey';

/** A report as students see it. */
export interface ShownReport {
  /** The report without the hidden checks. The points count the hidden checks too. */
  report: Report;
  /** The number of hidden checks. */
  count: number;
  /** The points that the hidden checks earned. */
  points: number;
  outOf: number;
  /** Says how many checks are hidden, and the points without them. Undefined if none is hidden. */
  note: string | undefined;
}

/** Removes the hidden checks from a report. */
export function hideChecks(report: Report, hidden: ReadonlySet<string>): ShownReport {
  const isHidden = ({ step }: StepReport, { name }: CheckReport): boolean =>
    hidden.has(hiddenKey(step.name, name));
  const removed = report.steps.flatMap((step) =>
    step.checks.filter((check) => isHidden(step, check)),
  );
  const steps = report.steps.map((step): StepReport => {
    const hasLost = step.checks.some(
      (check) => isHidden(step, check) && check.points < check.outOf,
    );
    return {
      ...step,
      checks: step.checks.filter((check) => !isHidden(step, check)),
      ...(hasLost && { hidesLoss: true }),
    };
  });
  const count = removed.length;
  const { points, outOf } = sumOf(removed);
  const [left, of] = [report.points - points, report.outOf - outOf];
  const note =
    count === 0
      ? undefined
      : `${hiddenCount(count)}. You have ${left} of ${of} points without the hidden checks.`;
  return { report: { ...report, steps }, count, points, outOf, note };
}

/** Returns a report whose points count only its checks. A step without checks is left out. */
export function countShown(report: Report): Report {
  const steps = report.steps
    .filter(({ checks }) => checks.length > 0)
    .map((step) => ({ ...step, ...sumOf(step.checks) }));
  return { ...report, ...sumOf(steps), steps };
}

function sumOf(parts: readonly Pick<CheckReport, 'points' | 'outOf'>[]): {
  points: number;
  outOf: number;
} {
  return {
    points: parts.reduce((sum, part) => sum + part.points, 0),
    outOf: parts.reduce((sum, part) => sum + part.outOf, 0),
  };
}

/** Returns how many checks are hidden, in words. */
export function hiddenCount(count: number): string {
  return count === 1 ? '1 check is hidden' : `${count} checks are hidden`;
}

/** Returns a text without the names of hidden checks. */
export function withoutHiddenNames(text: string, hidden: ReadonlySet<string>): string {
  const names = [...hidden].map((key) => key.slice(key.indexOf(': ') + 2));
  // A name can begin with another name.
  return names
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, name) => left.replaceAll(name, '(a hidden check)'), text);
}
