import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Grant } from '../../../course/course';
import { atExit } from './atExit';
import type { Isolation } from './findIsolation';
import { endProcessesOf, freeIds, releaseIds } from './hostUser';
import type { HostUser } from './hostUser';
import { HAS_GROUPS, killGroup } from './killGroup';
import { sandboxFlags } from './sandboxFlags';
import { watchTreeMemory, watchMemory } from './watchMemory';

/** The folder and the rights of a process that runs a submission. */
export interface Sandbox {
  /** A real path. The code of the submission can read only this folder, which contains the code. */
  folder: string;
  /** The users for processes. Undefined if the process runs as the user of the grader. */
  user: HostUser | undefined;
  isolation: Isolation;
  /** True if the process must reach other processes. The default is false. */
  sharesNetwork?: boolean;
}

/** A program that runs in a sandbox. */
export interface Confined {
  child: ChildProcess;
  /** Ends the program immediately. */
  end: () => void;
}

/** How much memory a program can use, in bytes. Watched on Linux only. */
const MEMORY_LIMIT = 512 * 1024 * 1024;

/** Allows the sandbox's user to read the folder, even if the umask of the grader forbids this. */
export function openToRead({ folder, user }: Sandbox): void {
  if (user === undefined) return;
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
}

/**
 * Starts a program of the sandbox's folder. The program gets an empty environment. It ends with the
 * grader.
 *
 * @param grants the additional rights of the program
 * @param tooMuch called when the program uses more than 512 MiB
 */
export function startIn(
  { folder, user, isolation, sharesNetwork = false }: Sandbox,
  program: string,
  grants: readonly Grant[],
  stdio: StdioOptions,
  tooMuch: () => void,
): Confined {
  const windows = process.env.SystemRoot;
  const { execPath } = user ?? process;
  const ids = user && freeIds();
  const node = [execPath, ...sandboxFlags(folder, grants), join(folder, program)];
  const [command, ...args] = isolation.wrap(node, { folder, sharesNetwork });
  const isIsolated = isolation.name !== 'none';
  const child = spawn(command, args, {
    // Windows does not remove the working folder of a process before the process has fully ended.
    cwd: windows === undefined ? folder : tmpdir(),
    // On Windows, sockets and random numbers need this variable.
    env: windows === undefined ? {} : { SystemRoot: windows },
    stdio,
    // The program can send signals to its group. The isolation is a process of this group, too.
    detached: HAS_GROUPS,
    ...ids,
  });
  const watch = isIsolated ? watchTreeMemory : watchMemory;
  const unwatch = watch(child.pid ?? 0, MEMORY_LIMIT, tooMuch);
  const end = (): void => {
    unwatch();
    killGroup(child);
  };
  let isEnded = false;
  // The program can leave other processes, outside of its group.
  const endAll = atExit(() => {
    end();
    if (ids === undefined || isEnded) return;
    isEnded = true;
    endProcessesOf(ids.uid);
    releaseIds(ids.uid);
  });
  child.once('exit', endAll);
  return { child, end };
}

/**
 * Returns the signal that ended a program, or undefined if the program ended by itself. An
 * isolation reports a signal as an exit code, as shells do.
 */
export function signalOf(
  { isolation }: Sandbox,
  code: number | null,
  signal: NodeJS.Signals | null,
): string | undefined {
  if (code === null) return String(signal);
  const number = code - 128;
  const isSignal = isolation.name !== 'none' && number > 0 && number < 32;
  if (!isSignal) return undefined;
  return (
    Object.entries(constants.signals).find(([, each]) => each === number)?.[0] ?? `signal ${number}`
  );
}
