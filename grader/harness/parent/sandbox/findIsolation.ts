import { spawnSync } from 'node:child_process';
import { accessSync, constants, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freeIds, releaseIds } from './hostUser';
import type { HostUser } from './hostUser';

/** What a program that runs in isolation can see of the machine. */
export interface View {
  /** The only folder that the program sees, besides the libraries of the system. Read-only. */
  folder: string;
  /** True if the program can reach programs outside, over the network of the machine. */
  sharesNetwork: boolean;
}

/** A way to run a program with its own view of files, processes and network. */
export interface Isolation {
  name: 'bubblewrap' | 'bubblewrap, shared network' | 'none';
  /** Returns the command that runs a command with this view. */
  wrap: (command: readonly string[], view: View) => string[];
}

export const NONE: Isolation = { name: 'none', wrap: (command) => [...command] };

/** How long the trial run can take, in milliseconds. It takes 20 ms on an idle machine. */
const TRIAL_MS = 5000;

/** The first grading finds the isolation. All later gradings of this process use the same one. */
let found: Isolation | undefined;

/**
 * Returns the best isolation that works on this machine. Containers and some systems forbid
 * bubblewrap, so a trial run decides. `CANTOR_ISOLATION=none` switches the isolation off.
 *
 * @param user the users of the isolated programs. Undefined for the user of the grader
 * @param folder an existing folder, for the trial run
 */
export function findIsolation(user: HostUser | undefined, folder: string): Isolation {
  if (process.env.CANTOR_ISOLATION === 'none') return NONE;
  return (found ??= tryBubblewrap(user, folder) ?? NONE);
}

function tryBubblewrap(user: HostUser | undefined, folder: string): Isolation | undefined {
  const bwrap = process.platform === 'linux' ? programOf('bwrap') : undefined;
  if (bwrap === undefined) return undefined;
  const isolation = bubblewrap(bwrap);
  const { execPath } = user ?? process;
  const [command, ...args] = isolation.wrap([execPath, '--version'], {
    folder,
    sharesNetwork: false,
  });
  const ids = user && freeIds();
  const options = { ...ids, env: {}, stdio: 'ignore' as const, timeout: TRIAL_MS };
  const { status } = spawnSync(command, args, options);
  if (ids !== undefined) releaseIds(ids.uid);
  return status === 0 ? isolation : undefined;
}

/** The folders and files that Node needs to start. Not all systems have all of them. */
const LIBRARIES = [
  ...['/lib', '/lib32', '/lib64', '/libx32'],
  ...['/usr/lib', '/usr/lib32', '/usr/lib64', '/usr/libx32', '/usr/local/lib'],
  ...['/etc/ld.so.cache', '/nix/store'],
];

/** @see https://github.com/containers/bubblewrap */
function bubblewrap(bwrap: string): Isolation {
  const libraries = LIBRARIES.flatMap(shareLibrary);
  return {
    // In its own network, the grader has no way to other machines. Submissions share this network.
    name: process.env.CANTOR_NETWORK === 'own' ? 'bubblewrap' : 'bubblewrap, shared network',
    wrap: ([program, ...args], { folder, sharesNetwork }) => [
      bwrap,
      ...['--unshare-all', ...(sharesNetwork ? ['--share-net'] : [])],
      // In a session of its own, the program cannot type into the terminal of the grader.
      ...['--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
      ...libraries,
      ...['--dev', '/dev'],
      ...['--ro-bind', realpathSync(program), program],
      ...['--ro-bind', folder, folder, '--chdir', folder],
      // Files in these folders would need memory. There is no `/proc`, which shows memory.
      ...['--remount-ro', '/dev', '--remount-ro', '/'],
      ...['--', program, ...args],
    ],
  };
}

/** Returns the arguments that show a folder or a link of the system. */
function shareLibrary(path: string): string[] {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  return stat.isSymbolicLink()
    ? ['--symlink', readlinkSync(path), path]
    : ['--ro-bind', path, path];
}

/** Returns the path of an installed program. */
function programOf(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
