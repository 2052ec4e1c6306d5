import { relative } from 'node:path';
import { quote } from '../../grader/report/quote';
import { wrap } from '../../grader/report/wrap';
import { median, totalOf } from './classFiles';
import type { GradedClass } from './classFiles';

/** How many students without a grade the summary names. */
const NAMED = 10;

/** Returns what a command prints after a class is graded. */
export function classSummary(
  { results, steps, overrides, ignored }: GradedClass,
  { out, isPrivate }: { out: string; isPrivate: boolean },
): string {
  const unjudged = results.filter((result) => totalOf(result, overrides) === undefined);
  const graded = results.length - unjudged.length;
  const lines = [
    `${results.length} ${results.length === 1 ? 'submission' : 'submissions'}: ${graded} graded, ${unjudged.length} not judged`,
    ...unjudged.slice(0, NAMED).map(({ name, reason }) => wrap(`${name}: ${reason}`, '  – ')),
  ];
  if (unjudged.length > NAMED) lines.push(`    and ${unjudged.length - NAMED} more`);
  const points = results.flatMap((result) => totalOf(result, overrides) ?? []);
  const sorted = points.toSorted((one, two) => one - two);
  const outOf = steps.reduce((sum, step) => sum + step.points, 0);
  if (sorted.length > 0) {
    lines.push(`Median: ${median(sorted)} of ${outOf} points`);
  }
  if (overrides.size > 0) lines.push(`Overridden: ${overrides.size}`);
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
  if (isPrivate) {
    lines.push(`${shown}/names.csv   the names behind the pseudonyms: keep this file private`);
  }
  return `${lines.join('\n')}\n`;
}
