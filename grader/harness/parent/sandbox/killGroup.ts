import type { ChildProcess } from 'node:child_process';

/** True if a process that is started with `detached` begins a process group. */
export const HAS_GROUPS = process.platform !== 'win32';

/** Ends a detached process and the processes that it has started. */
export function killGroup(child: ChildProcess): void {
  // After the process has ended, its id can belong to another process.
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (HAS_GROUPS) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // The process has just ended.
  }
}
