import { execFile } from 'node:child_process';
import type { ExecFileOptions } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '../harness/parent/suite/Report';
import { ROOT } from '../course/parts';
import type { Order } from './gradeMany';

const run = promisify(execFile);

/**
 * Grades many folders, one after the other, in one process of their own.
 *
 * @param orders what to grade, and how
 * @param file where to write them down for that process
 * @param as who that process runs as, if not as this one, and by which Node
 * @returns a report for each order
 */
export async function gradeFolders(
  orders: readonly Order[],
  file: string,
  as: Pick<ExecFileOptions, 'uid' | 'gid' | 'env'> & { execPath?: string } = {},
): Promise<Report[]> {
  if (orders.length === 0) return [];
  writeFileSync(file, JSON.stringify(orders));
  const { execPath = process.execPath, ...options } = as;
  const { stdout } = await run(
    execPath,
    [join('workshop', 'commands', 'launch.js'), join('grader', 'proof', 'gradeMany.ts'), file],
    { cwd: ROOT, maxBuffer: 2 ** 28, encoding: 'utf8', ...options },
  );
  return JSON.parse(stdout) as Report[];
}
