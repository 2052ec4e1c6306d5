import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../course/course';
import { atExit } from './sandbox/atExit';
import { StepRuns } from './StepRuns';
import type { World } from './suite/World';
import { hostUser } from './sandbox/hostUser';
import type { Report, StepReport } from './suite/Report';
import { runSuites } from './runSuites';
import { StepRun } from './StepRun';
import { findTypeErrors } from './submission/typeErrors';

/** How many hangs are waited for in one run, so that a bad submission ends within 20 s. */
const PATIENCE = 6;

export interface GradeOptions {
  steps: readonly Step[];
  /** A folder laid out like `starter/`. */
  target: string;
  /** Whatever is random comes from it. */
  seed: number;
  /** False to do without TypeScript's opinion, where only the checks matter. */
  checkTypes?: boolean;
  /** Called when a step's turn comes. */
  onStep?: (step: Step) => void;
  /** Breaks the grading off: it ends soon, with an error or a report that says nothing. */
  signal?: AbortSignal;
}

/**
 * Grades some steps of a student. Nothing of the student's runs in this process. One grading at a
 * time.
 *
 * @throws GraderError and others if the grader itself cannot work
 */
export async function gradeSteps(options: GradeOptions): Promise<Report> {
  const { steps, target, seed, checkTypes = true, onStep, signal } = options;
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'cantor-grade-')));
  const removeScratch = atExit(() =>
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }),
  );
  const folder = realpathSync(target);
  const typeErrors = findTypeErrors(checkTypes ? steps : [], folder, scratch);
  const user = hostUser(scratch);
  const shared = { target: folder, scratch, seed, user, patience: { left: PATIENCE } };
  const world = globalThis as World;
  const runs = steps.map((step) => new StepRun(step, shared));
  const breakOff = (): void => {
    shared.patience.left = 0;
    typeErrors.end();
    for (const run of runs) run.end();
  };
  signal?.addEventListener('abort', breakOff);
  try {
    runs[0]?.begin();
    world.grading = new StepRuns(runs, onStep);
    const suiteFaults = await runSuites(steps);
    const found = await typeErrors.found;
    // A file that is refused unread may say anything in its errors, and read what is closed to it.
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
    world.grading = undefined;
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
