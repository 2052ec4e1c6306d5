import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { StepName } from '../../grader/course/course';
import type { CheckReport, Report } from '../../grader/harness/parent/suite/Report';
import { ROOT } from '../../grader/course/parts';
import { gradeInNewProcess } from '../../grader/proof/gradeInNewProcess';
import type { Order } from '../../grader/proof/gradeInNewProcess';
import { writeSubmission } from '../../grader/proof/writeSubmission';
import type { StepFiles } from '../../grader/proof/writeSubmission';

const run = promisify(execFile);

/** The result of a command. */
export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Writes submissions into a temporary folder and grades them. */
export class Submissions {
  private readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'cantor-submissions-')));
  private readonly orders: Order[] = [];
  private graded: Promise<Report[]> | undefined;

  /**
   * Writes a folder like `starter/`.
   *
   * @param files the text of step files, by the names of their steps; the other steps are stubs
   * @returns the folder
   */
  write(files: StepFiles): string {
    return writeSubmission(this.root, files);
  }

  /**
   * Orders the grading of one step of a submission. The first request for a report grades all
   * orders in one process.
   *
   * @returns a function that resolves to the report
   */
  order(step: StepName, files: StepFiles, checkTypes = false, seed = 1): () => Promise<Report> {
    const index =
      this.orders.push({ target: this.write(files), steps: [step], checkTypes, seed }) - 1;
    return async () =>
      (await (this.graded ??= gradeInNewProcess(this.orders, join(this.root, 'orders.json'))))[
        index
      ];
  }

  /** Removes the folders. */
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Runs `npm run grade` with some arguments. */
export async function grade(...words: string[]): Promise<CommandResult> {
  const args = [
    join('workshop', 'commands', 'launchGuarded.js'),
    join('workshop', 'commands', 'grade.ts'),
    ...words,
  ];
  try {
    const { stdout, stderr } = await run(process.execPath, args, { cwd: ROOT });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as CommandResult;
    return { code, stdout, stderr };
  }
}

/** Returns the checks of the only step of a report. */
export function checksIn(report: Report): CheckReport[] {
  expect(report.faults).toEqual([]);
  return report.steps[0].checks;
}

/** Returns the names of the checks that have not passed. */
export function lost(report: Report): string[] {
  return checksIn(report)
    .filter(({ state }) => state !== 'passed')
    .map(({ name }) => name);
}
