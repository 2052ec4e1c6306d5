import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { StepName } from '../../grader/course/course';
import type { CheckReport, Report } from '../../grader/harness/parent/suite/Report';
import { ROOT } from '../../grader/course/parts';
import { gradeFolders } from '../../grader/proof/gradeFolders';
import type { Order } from '../../grader/proof/gradeMany';
import { layFolder } from '../../grader/proof/layFolder';
import type { StepFiles } from '../../grader/proof/layFolder';

const run = promisify(execFile);

/** What came of a command. */
export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
  ms: number;
}

/** Makes submissions in a temporary folder and has them graded. */
export class Submissions {
  private readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'cantor-submissions-')));
  private readonly orders: Order[] = [];
  private graded: Promise<Report[]> | undefined;

  /**
   * Lays out a folder like `starter/`.
   *
   * @param files the steps' files by the steps' names; the others are stubs
   * @returns the folder
   */
  lay(files: StepFiles): string {
    return layFolder(this.root, files);
  }

  /**
   * Orders the grading of a step of a submission; all orders are graded in one process, once the
   * first report is asked for.
   *
   * @returns gives the report
   */
  order(step: StepName, files: StepFiles, checkTypes = false, seed = 1): () => Promise<Report> {
    const index =
      this.orders.push({ target: this.lay(files), steps: [step], checkTypes, seed }) - 1;
    return async () =>
      (await (this.graded ??= gradeFolders(this.orders, join(this.root, 'orders.json'))))[index];
  }

  /** Removes the folders. */
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Runs `npm run grade` as npm would. */
export async function grade(...words: string[]): Promise<Ran> {
  const begun = performance.now();
  const done = (code: number, stdout: string, stderr: string): Ran => ({
    code,
    stdout,
    stderr,
    ms: performance.now() - begun,
  });
  const args = [
    join('workshop', 'commands', 'launch.js'),
    join('workshop', 'commands', 'grade.ts'),
    ...words,
  ];
  try {
    const { stdout, stderr } = await run(process.execPath, args, { cwd: ROOT });
    return done(0, stdout, stderr);
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return done(code, stdout, stderr);
  }
}

/** The checks of the only step of a report. */
export function checksIn(report: Report): CheckReport[] {
  expect(report.faults).toEqual([]);
  return report.steps[0].checks;
}

/** The beginnings of the names of those that are not passed. */
export function lost(report: Report): string[] {
  return checksIn(report)
    .filter(({ state }) => state !== 'passed')
    .map(({ name }) => name);
}
