import type { Step } from '../../grader/course/course';
import { likelyMistakes } from '../../grader/mistakes/likelyMistakes';
import { hiddenKey } from '../../grader/report/hiddenKey';
import { writeJson } from '../../grader/report/writeJson';
import { csvLine } from '../../grader/report/csvLine';
import type { Override } from './Override';
import { sortByName } from './reader/listSubmissions';
import { VERSION } from './StudentResult';
import type { StudentResult } from './StudentResult';

/** A class, and what is needed for its tables. */
export interface GradedClass {
  steps: readonly Pick<Step, 'number' | 'name' | 'title' | 'points'>[];
  results: readonly StudentResult[];
  overrides: ReadonlyMap<string, Override>;
  /** The checks that students do not see, by `hiddenKey`. */
  hidden: ReadonlySet<string>;
  /** The SHA-256 of the grader and the reference. */
  course: string;
  /** Files in the folder of the class that belong to no submission. */
  ignored: readonly string[];
  /** Which part of the class this is, as a sentence. Missing for a whole class. */
  incomplete?: string;
}

/** Returns `grades.csv`: a row for each student. */
export function gradesCsv({ steps, results, overrides }: GradedClass): string {
  const header = ['name', ...steps.map(({ number, name }) => `${number} ${name}`), 'total', 'note'];
  const rows = sortByName(results).map((result) => {
    const { name } = result;
    const points = steps.map((step) => pointsOf(result, step.name));
    const override = overrides.get(name);
    return [name, ...points, totalOf(result, overrides), noteOf(result, override)];
  });
  return [header, ...rows].map(csvLine).join('');
}

/** Returns the points that a student gets: by hand, or else from the grader. Undefined for none. */
export function totalOf(
  { name, report }: StudentResult,
  overrides: GradedClass['overrides'],
): number | undefined {
  return overrides.get(name)?.points ?? report?.points;
}

/** Returns the middle of sorted numbers. Of two in the middle, it is the lower. */
export function median(sorted: readonly number[]): number | undefined {
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function pointsOf({ report }: StudentResult, name: string): number | undefined {
  return report?.steps.find(({ step }) => step.name === name)?.points;
}

function noteOf(result: StudentResult, override: Override | undefined): string {
  const { notes, missing, report, reason } = result;
  const parts: string[] = [];
  if (override !== undefined) {
    const graded = report === undefined ? 'not judged' : `graded ${report.points}`;
    const why = override.reason === '' ? '' : `: ${override.reason}`;
    parts.push(`overridden (${graded})${why}`);
  }
  if (reason !== undefined) parts.push(`not judged: ${reason}`);
  const open = unjudgedIn(result);
  if (open > 0) parts.push(checksOf(open));
  parts.push(...notes);
  // The report names the files.
  if (missing.length > 0)
    parts.push(`${missing.length} ${missing.length === 1 ? 'file' : 'files'} missing`);
  return parts.join(' | ');
}

/** Returns how many checks have no verdict, in words. */
export function checksOf(unjudged: number): string {
  return `${unjudged} ${unjudged === 1 ? 'check is' : 'checks are'} not judged`;
}

/** Returns how many checks of a graded student have no verdict. */
export function unjudgedIn({ report }: StudentResult): number {
  const checks = report?.steps.flatMap((step) => step.checks) ?? [];
  return checks.filter(({ state }) => state === 'not judged').length;
}

/** Returns `class.json`: all facts that a page about the class needs. */
export function classJson(graded: GradedClass): string {
  const { steps, results, overrides, hidden, course, ignored } = graded;
  return writeJson({
    version: VERSION,
    course,
    outOf: steps.reduce((sum, { points }) => sum + points, 0),
    steps: steps.map(({ number, name, title, points }) => ({ number, name, title, outOf: points })),
    ignored,
    students: sortByName(results).map((result) => {
      const { name, file, madeFrom, submission, notes, seconds, report, reason, missing } = result;
      const override = overrides.get(name);
      return {
        name,
        file,
        madeFrom,
        submission,
        state: report === undefined ? 'not judged' : 'graded',
        reason,
        total: totalOf(result, overrides) ?? null,
        graded: report?.points ?? null,
        override,
        notes,
        missing,
        seconds,
        isolation: report?.isolation,
        steps: report?.steps.map((step) => ({
          name: step.step.name,
          points: step.points,
          outOf: step.outOf,
          typeErrors: step.typeErrors.length,
          likely: likelyMistakes(step),
          checks: step.checks.map((check) => ({
            name: check.name,
            state: check.state,
            points: check.points,
            outOf: check.outOf,
            of: check.of,
            sentence: check.sentence,
            kind: check.failure?.kind,
            standsOn: check.standsOn,
            ...(hidden.has(hiddenKey(step.step.name, check.name)) && { hidden: true }),
          })),
        })),
      };
    }),
  });
}
