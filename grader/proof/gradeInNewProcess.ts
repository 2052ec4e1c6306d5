import { execFile } from 'node:child_process';
import type { ExecFileOptions } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { StepName } from '../course/course';
import { atExit } from '../harness/parent/sandbox/atExit';
import type { Report } from '../harness/parent/suite/Report';
import { ROOT } from '../course/parts';

/** An order to grade steps of a folder. */
export interface Order {
  /** A folder with the layout of `starter/`. */
  target: string;
  steps: readonly StepName[];
  /** The default is 1. */
  seed?: number;
  /** True to report type errors too. The default is false. */
  checkTypes?: boolean;
}

const run = promisify(execFile);

/**
 * Grades many folders, one after the other, in one new process (see `gradingProcess.ts`).
 *
 * @param file where to write the orders for that process
 * @param as the user, environment and Node of that process. The defaults come from this process.
 * @returns a report for each order
 */
export async function gradeInNewProcess(
  orders: readonly Order[],
  file: string,
  as: Pick<ExecFileOptions, 'uid' | 'gid' | 'env'> & { execPath?: string } = {},
): Promise<Report[]> {
  if (orders.length === 0) return [];
  writeFileSync(file, JSON.stringify(orders));
  const { execPath = process.execPath, ...options } = as;
  const running = run(
    execPath,
    [join('workshop', 'commands', 'launch.js'), join('grader', 'proof', 'gradingProcess.ts'), file],
    { cwd: ROOT, maxBuffer: 2 ** 28, encoding: 'utf8', ...options },
  );
  const stop = atExit(() => running.child.kill());
  const { stdout } = await running.finally(stop);
  return JSON.parse(stdout) as Report[];
}
