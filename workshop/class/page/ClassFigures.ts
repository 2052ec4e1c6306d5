import type { StepReport } from '../../../grader/harness/parent/suite/Report';
import { likelyMistakes } from '../../../grader/mistakes/likelyMistakes';
import { totalOf } from '../classFiles';
import type { GradedClass } from '../classFiles';
import { sortByName } from '../reader/listSubmissions';
import type { StudentResult } from '../StudentResult';

/** A step, as the page names it. */
export type ClassStep = GradedClass['steps'][number];

/** What a student has in a step. `none` is a file without points, `unwritten` is a stub or no file. */
export type Progress = 'all' | 'some' | 'none' | 'unwritten';

/** The result of one student in one step. */
export interface StepResult {
  points: number;
  progress: Progress;
  /** How many checks have no verdict. */
  unjudged: number;
}

/** The result of one student. */
export interface StudentFigures {
  result: StudentResult;
  /** The result in each step. Undefined for a student without a grade. */
  steps: readonly (StepResult | undefined)[];
}

/** The results of all graded students in one step. */
export interface StepFigures {
  step: ClassStep;
  counts: Readonly<Record<Progress, number>>;
  /** The mean points of the students who wrote the step. Undefined if there is none. */
  meanOfWritten: number | undefined;
}

/** Something that happened to several students in a step. */
export interface Happening {
  step: ClassStep;
  text: string;
  /** The students' names, in the order of the page. */
  names: readonly string[];
  /** How many students wrote the step. */
  of: number;
}

/** The figures of a class that its page shows. */
export interface ClassFigures {
  outOf: number;
  /** In the order of their names. */
  students: readonly StudentFigures[];
  /** How many students are graded. */
  graded: number;
  /** The points of all students who have points, from the fewest to the most. */
  totals: readonly number[];
  steps: readonly StepFigures[];
  /** The checks that students fail, the most frequent first. */
  missed: readonly Happening[];
  /** The likely mistakes, the most frequent first. */
  mistakes: readonly Happening[];
  /** Why checks of graded students have no verdict, the most frequent first. */
  open: readonly Happening[];
}

/** Returns the figures of a class. The same results give the same figures. */
export function figuresOf({ steps, results, overrides }: GradedClass): ClassFigures {
  const students = sortByName(results).map((result) => {
    return { result, steps: steps.map(({ name }) => stepResult(result, name)) };
  });
  const totals = results.flatMap((result) => totalOf(result, overrides) ?? []);
  const perStep = steps.map((step, i) => {
    return figuresOfStep(
      step,
      students.flatMap((student) => student.steps[i] ?? []),
    );
  });
  const tell = (textsOf: (report: StepReport) => readonly string[]): Happening[] =>
    perStep
      .flatMap(({ step, counts }) => {
        const names = new Map<string, string[]>();
        for (const { result } of students) {
          const report = reportOf(result, step.name);
          const isWritten = report !== undefined && !isUnwritten(report, result);
          for (const text of new Set(isWritten ? textsOf(report) : [])) {
            const those = names.get(text) ?? [];
            those.push(result.name);
            names.set(text, those);
          }
        }
        const of = counts.all + counts.some + counts.none;
        return [...names].map(([text, those]) => ({ step, text, names: those, of }));
      })
      .toSorted((one, two) => two.names.length - one.names.length);
  return {
    outOf: steps.reduce((sum, { points }) => sum + points, 0),
    students,
    graded: results.filter(({ report }) => report !== undefined).length,
    totals: totals.toSorted((one, two) => one - two),
    steps: perStep,
    missed: tell(missedChecks),
    mistakes: tell((report) =>
      isLoaded(report) ? likelyMistakes(report) : ['The file cannot be loaded.'],
    ),
    open: tell(({ checks }) =>
      checks.flatMap(({ state, reason }) =>
        state === 'not judged' ? (reason ?? 'no reason') : [],
      ),
    ),
  };
}

function figuresOfStep(step: ClassStep, results: readonly StepResult[]): StepFigures {
  const counts = { all: 0, some: 0, none: 0, unwritten: 0 };
  let sum = 0;
  for (const { progress, points } of results) {
    counts[progress]++;
    if (progress !== 'unwritten') sum += points;
  }
  const written = results.length - counts.unwritten;
  return {
    step,
    counts,
    meanOfWritten: written === 0 ? undefined : sum / written,
  };
}

function stepResult(result: StudentResult, name: ClassStep['name']): StepResult | undefined {
  const report = reportOf(result, name);
  if (report === undefined) return undefined;
  const { points, outOf, checks } = report;
  const unjudged = checks.filter(({ state }) => state === 'not judged').length;
  if (isUnwritten(report, result)) return { points, progress: 'unwritten', unjudged };
  const some = points > 0 ? 'some' : 'none';
  return { points, progress: points >= outOf ? 'all' : some, unjudged };
}

function reportOf({ report }: StudentResult, name: ClassStep['name']): StepReport | undefined {
  return report?.steps.find(({ step }) => step.name === name);
}

function isUnwritten({ step, checks }: StepReport, { missing }: StudentResult): boolean {
  return (
    missing.includes(step.name) || checks.every(({ failure }) => failure?.kind === 'unwritten')
  );
}

/** False for a file that cannot be loaded. Then all checks fail, and say nothing. */
function isLoaded({ checks }: StepReport): boolean {
  return checks.every(({ failure }) => failure?.kind !== 'unloadable');
}

/** Returns the names of the checks that a file fails. A function that is not written is no mistake. */
function missedChecks(report: StepReport): string[] {
  if (!isLoaded(report)) return [];
  return report.checks
    .filter(({ state, failure }) => state === 'failed' && failure?.kind !== 'unwritten')
    .map(({ name }) => name);
}
