import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Grant } from '../../../course/course';
import type { HostUser } from './hostUser';
import { sandboxFlags } from './sandboxFlags';

/** Where and as whom the code of a submission runs. */
export interface Sandbox {
  /** Holds the compiled code and `guard.cjs`. The code can read nothing else. A real path. */
  folder: string;
  /** The user whom it runs as; undefined if that is our own. */
  user: HostUser | undefined;
}

/** Lets the sandbox's user read its folder, also where our umask forbids it. */
export function openToRead({ folder, user }: Sandbox): void {
  if (user === undefined) return;
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
}

/**
 * Starts a program of the sandbox's folder, with an empty environment.
 *
 * @param grants what it may do beyond computing
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
    // Windows does not remove the working folder of a process, even of one that is just ending.
    cwd: windows === undefined ? folder : tmpdir(),
    // Windows cannot open a socket or draw random numbers without its root.
    env: windows === undefined ? {} : { SystemRoot: windows },
    stdio,
    ...ids,
  });
}
