import { relative } from 'node:path';
import { quote } from '../../grader/report/quote';
import { wrap } from '../../grader/report/wrap';
import { checksOf, median, totalOf, unjudgedIn } from './classFiles';
import type { GradedClass } from './classFiles';

/** How many students the summary names for one reason. */
const NAMED = 10;

/** A student with other points than in an earlier run. */
export interface PointsChange {
  name: string;
  before: number;
  /** Undefined if the submission is not judged now. */
  now: number | undefined;
}

interface SummaryStyle {
  out: string;
  /** True for a class with pseudonyms. */
  isPrivate: boolean;
  changes: readonly PointsChange[];
}

/** Returns what a command prints after a class is graded. */
export function classSummary(
  { results, steps, overrides, hidden, ignored }: GradedClass,
  { out, isPrivate, changes }: SummaryStyle,
): string {
  const unjudged = results.filter((result) => totalOf(result, overrides) === undefined);
  const graded = results.length - unjudged.length;
  const lines = [
    `${results.length} ${results.length === 1 ? 'submission' : 'submissions'}: ${graded} graded, ${unjudged.length} not judged`,
    ...named(unjudged.map(({ name, reason }) => `${name}: ${reason}`)),
  ];
  const partly = results.filter((result) => unjudgedIn(result) > 0);
  if (unjudged.length > 0) lines.push('So the exit code is 1.');
  if (partly.length > 0) {
    const counts = partly.map((result) => `${result.name}: ${checksOf(unjudgedIn(result))}`);
    lines.push(`Judged only in part: ${partly.length}`, ...named(counts));
  }
  if (changes.length > 0) {
    const told = changes.map(({ name, before, now }) => {
      return `${name}: ${now ?? 'not judged'}, before ${before}`;
    });
    lines.push(`Points that are not as before: ${changes.length}`, ...named(told));
  }
  const points = results.flatMap((result) => totalOf(result, overrides) ?? []);
  const sorted = points.toSorted((one, two) => one - two);
  const outOf = steps.reduce((sum, step) => sum + step.points, 0);
  if (sorted.length > 0) {
    lines.push(`Median: ${median(sorted)} of ${outOf} points`);
  }
  if (overrides.size > 0) lines.push(`Overridden: ${overrides.size}`);
  if (hidden.size > 0) {
    const list = hidden.size === 1 ? '1 check' : `${hidden.size} checks`;
    lines.push(`Hidden from students: ${list}`);
  }
  if (ignored.length > 0) {
    const more = ignored.length > NAMED ? ` and ${ignored.length - NAMED} more` : '';
    lines.push(wrap(`Not submissions: ${ignored.slice(0, NAMED).join(', ')}${more}`));
  }
  const path = relative(process.cwd(), out) || '.';
  const shown = quote(path.startsWith('..') ? out : path);
  lines.push(
    '',
    `${shown}/class.html  the class on one page`,
    `${shown}/grades.csv  the points`,
    `${shown}/reports/    a report for each student`,
    `${shown}/disputes/   a file for each student, to dispute the result`,
    `${shown}/class.json  everything, for programs`,
  );
  if (results.some(({ moodle }) => moodle !== undefined)) {
    lines.push(`${shown}/moodle/     grades and reports to upload to Moodle`);
  }
  if (isPrivate) {
    lines.push(`${shown}/names.csv   the names behind the pseudonyms: keep this file private`);
  }
  return `${lines.join('\n')}\n`;
}

/** Returns a line for each text, up to a limit. */
function named(texts: readonly string[]): string[] {
  const more = texts.length > NAMED ? [`    and ${texts.length - NAMED} more`] : [];
  return [...texts.slice(0, NAMED).map((text) => wrap(text, '  – ')), ...more];
}
