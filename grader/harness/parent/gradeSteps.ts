import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../course/course';
import { runSuites } from './runSuites';
import { atExit } from './sandbox/atExit';
import { hostUser } from './sandbox/hostUser';
import { removeFolder } from './sandbox/removeFolder';
import { StepRun } from './StepRun';
import { StepRuns } from './StepRuns';
import { findTypeErrors } from './submission/typeErrors';
import type { WithGrading } from './suite/Grading';
import type { Report, StepReport } from './suite/Report';

/** How many hangs one run waits for: the grading of a bad submission ends within 20 s. */
const MOST_HANGS = 6;

export interface GradeOptions {
  steps: readonly Step[];
  /** A folder laid out like `starter/`. */
  target: string;
  /** All random data comes from it. */
  seed: number;
  /** False to leave TypeScript out, where only the checks matter. */
  checkTypes?: boolean;
  /** Called when a step's turn comes. */
  onStep?: (step: Step) => void;
  /** Breaks the grading off. It then ends soon, with an error or a report without meaning. */
  signal?: AbortSignal;
}

/**
 * Grades some steps of a student. None of the student's code runs in this process. Only one grading
 * can run at a time.
 *
 * @throws GraderError and others if the grader itself fails
 */
export async function gradeSteps(options: GradeOptions): Promise<Report> {
  const { steps, target, seed, checkTypes = true, onStep, signal } = options;
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'cantor-grade-')));
  const removeScratch = atExit(() => removeFolder(scratch));
  const folder = realpathSync(target);
  const typeErrors = findTypeErrors(checkTypes ? steps : [], folder, scratch);
  const user = hostUser(scratch);
  const shared = { target: folder, scratch, seed, user, hangsLeft: MOST_HANGS };
  const global = globalThis as WithGrading;
  const runs = steps.map((step) => new StepRun(step, shared));
  const breakOff = (): void => {
    shared.hangsLeft = 0;
    typeErrors.end();
    for (const run of runs) run.end();
  };
  signal?.addEventListener('abort', breakOff);
  try {
    runs[0]?.begin();
    global.grading = new StepRuns(runs, onStep);
    const suiteFaults = await runSuites(steps);
    const found = await typeErrors.found;
    // A refused file may import files that it must not read. Its type errors would quote them.
    const errors = runs.some((run) => run.isUnloadable) ? new Map<string, never[]>() : found;
    for (const { step, report } of runs) {
      report.typeErrors = errors.get(step.name) ?? [];
    }
    const reports = runs.map(({ report }) => report);
    return {
      seed,
      points: sum(reports.map(({ points }) => points)),
      outOf: sum(reports.map(({ outOf }) => outOf)),
      steps: reports,
      faults: [
        ...suiteFaults,
        ...runs.flatMap(({ faults }) => faults),
        ...reports.flatMap(pointsFault),
      ],
    };
  } finally {
    global.grading = undefined;
    signal?.removeEventListener('abort', breakOff);
    breakOff();
    removeScratch();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function pointsFault({ step, outOf, checks }: StepReport): string[] {
  const total = sum(checks.map((check) => check.outOf));
  if (total === outOf) return [];
  return [`the checks of step ${step.number} are worth ${total} points, the step ${outOf}`];
}
