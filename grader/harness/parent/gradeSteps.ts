import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../course/course';
import { runSuites } from './runSuites';
import { atExit } from './sandbox/atExit';
import { findIsolation } from './sandbox/findIsolation';
import { hostUser } from './sandbox/hostUser';
import { removeFolder } from './sandbox/removeFolder';
import { StepRun } from './StepRun';
import type { SharedRun } from './StepRun';
import { StepRuns } from './StepRuns';
import { copySteps } from './submission/copySteps';
import { compilerOf } from './submission/compilerOf';
import { findTypeErrors } from './submission/typeErrors';
import type { WithGrading } from './suite/Grading';
import type { Searches } from './suite/Search';
import { SEARCH_SEED } from './search/storedPlan';
import type { Report, StepReport } from './suite/Report';

export interface GradeOptions {
  steps: readonly Step[];
  /** A folder with the layout of `starter/`. */
  target: string;
  /** The grading makes all random data from this number. */
  seed: number;
  /** Loads the search of each step that has one. */
  searches: Searches;
  /** The searches make all random data from this number. The default is the same for everybody. */
  searchSeed?: number;
  /** False to skip TypeScript if only the checks matter. */
  checkTypes?: boolean;
  /** Called when the grading of a step begins. */
  onStep?: (step: Step) => void;
  /** Stops the grading early. The grading then ends soon, with an error or a meaningless report. */
  signal?: AbortSignal;
}

/**
 * Grades some steps of a student. The student's code runs in other processes. Only one grading can
 * run at the same time.
 *
 * @throws GraderError or another error if the grader itself fails
 */
export async function gradeSteps(options: GradeOptions): Promise<Report> {
  const { steps, target, seed, searches, checkTypes = true, onStep, signal } = options;
  const { searchSeed = SEARCH_SEED } = options;
  if (steps.length > 0) compilerOf(steps[0]).begin();
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'cantor-grade-')));
  const removeScratch = atExit(() => removeFolder(scratch));
  const copied = copySteps(realpathSync(target), scratch);
  const typeErrors = findTypeErrors(checkTypes ? steps : [], copied.folder, scratch);
  const user = hostUser(scratch);
  const shared: SharedRun = {
    target: copied.folder,
    faults: copied.faults,
    scratch,
    seed,
    searches,
    searchSeed,
    user,
    isolation: findIsolation(user, scratch),
    isStopped: false,
    hung: new Set(),
  };
  const global = globalThis as WithGrading;
  const runs = steps.map((step) => new StepRun(step, shared));
  const breakOff = (): void => {
    shared.isStopped = true;
    typeErrors.end();
    for (const run of runs) run.end();
  };
  signal?.addEventListener('abort', breakOff);
  try {
    runs[0]?.begin();
    global.grading = new StepRuns(runs, onStep);
    const suiteFaults = await runSuites(steps);
    const found = await typeErrors.found;
    // A refused file may import forbidden files. TypeScript's messages would quote those files.
    const errors = runs.some((run) => run.isUnloadable) ? new Map<string, never[]>() : found;
    for (const { step, report } of runs) {
      report.typeErrors = errors.get(step.name) ?? [];
    }
    const reports = runs.map(({ report }) => report);
    return {
      seed,
      isolation: shared.isolation.name,
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
  return [
    `the checks of step ${step.number} are worth ${total} points, but the step is worth ${outOf}`,
  ];
}
