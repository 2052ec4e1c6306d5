import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Grant } from '../../../course/course';
import type { HostUser } from './hostUser';
import { sandboxFlags } from './sandboxFlags';

/** The folder and the user of a process that runs a submission. */
export interface Sandbox {
  /** A real path. The code of the submission can read only this folder, which contains the code. */
  folder: string;
  /** The user of the process. Undefined if the process runs as the user of the grader. */
  user: HostUser | undefined;
}

/** Allows the sandbox's user to read the folder, even if the umask of the grader forbids this. */
export function openToRead({ folder, user }: Sandbox): void {
  if (user === undefined) return;
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
}

/**
 * Starts a program of the sandbox's folder. The program gets an empty environment.
 *
 * @param grants the additional rights of the program
 */
export function startIn(
  { folder, user }: Sandbox,
  program: string,
  grants: readonly Grant[],
  stdio: StdioOptions,
): ChildProcess {
  const windows = process.env.SystemRoot;
  const { execPath = process.execPath, ...ids } = user ?? {};
  return spawn(execPath, [...sandboxFlags(folder, grants), join(folder, program)], {
    // Windows does not remove the working folder of a process before the process has fully ended.
    cwd: windows === undefined ? folder : tmpdir(),
    // On Windows, sockets and random numbers need this variable.
    env: windows === undefined ? {} : { SystemRoot: windows },
    stdio,
    ...ids,
  });
}
