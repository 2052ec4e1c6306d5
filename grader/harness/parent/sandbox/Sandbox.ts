import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from '../../../course/course';
import type { HostUser } from './hostUser';
import { sandboxFlags } from './sandboxFlags';

/** Where the code of a submission runs. */
export interface Sandbox {
  /** Has the compiled code and `guard.cjs`, and is all that it can read. A real path. */
  folder: string;
  /** Who it runs as, if not as we do. */
  user: HostUser | undefined;
}

/** Lets whoever it runs as read the folder, whatever the umask is. */
export function openToRead({ folder, user }: Sandbox): void {
  if (user === undefined) return;
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
}

/**
 * Starts a program of the sandbox's folder, with an empty environment.
 *
 * @param grants what it may do besides
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
    cwd: folder,
    // Windows cannot open a socket or draw random numbers without its root.
    env: windows === undefined ? {} : { SystemRoot: windows },
    stdio,
    ...ids,
  });
}
