import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../course/parts';
import { atExit } from './atExit';
import { linkOrCopy } from './linkOrCopy';

/** A user of the operating system, and a Node that this user can run. */
export interface HostUser {
  uid: number;
  gid: number;
  execPath: string;
}

/** The ids of people and services are smaller. A container can have only ids below 65536. */
const FIRST_UID = 60_000;
const UIDS = 5000;

const OTHERS = 0o007;

/** The first grading finds the user. All later gradings of this process use the same user. */
let user: HostUser | 'none' | undefined;

/**
 * Returns the user for submissions if the grader runs as root, as in a container. This user owns no
 * files and cannot read the suites or the reference. This user cannot send signals to processes of
 * other users.
 *
 * @param scratch the folder that contains the sandboxes' folders; all users get the right to enter
 *   it
 * @returns the user, or undefined if the grader is not root. Also undefined, after a line on
 *   standard error, if another user cannot reach `scratch`, or cannot run Node or a copy of Node.
 */
export function hostUser(scratch: string): HostUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  chmodSync(scratch, 0o711);
  user ??= findUser(scratch);
  return user === 'none' ? undefined : user;
}

function findUser(scratch: string): HostUser | 'none' {
  const id = FIRST_UID + (process.pid % UIDS);
  const ids = { uid: id, gid: id };
  // nvm installs Node in root's home. Other users cannot reach that folder.
  for (const place of [() => process.execPath, copyOfNode]) {
    const found = { ...ids, execPath: place() };
    if (!canReach(found, scratch)) continue;
    for (const name of ['grader', 'solution']) closeToOthers(join(ROOT, name));
    atExit(() => endProcessesOf(found));
    return found;
  }
  process.stderr.write(
    `Submissions run as root, because other users cannot run Node or reach ${tmpdir()}. ` +
      'See exercises/instructor.md\n',
  );
  return 'none';
}

/** How often processes are searched. A process can start another one during a search. */
const SEARCHES = 100;

/** Ends all processes of a user for submissions. Works on Linux only. */
export function endProcessesOf({ uid }: HostUser): void {
  if (process.platform !== 'linux') return;
  for (let i = 0; i < SEARCHES; i++) {
    const pids = readdirSync('/proc').filter((name) => /^\d/.test(name) && isOwner(uid, name));
    for (const pid of pids) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // The process has just ended.
      }
    }
    if (pids.length === 0) return;
  }
}

function isOwner(uid: number, pid: string): boolean {
  return statSync(join('/proc', pid), { throwIfNoEntry: false })?.uid === uid;
}

/** True if a user can run Node and enter a folder. */
function canReach({ execPath, ...ids }: HostUser, folder: string): boolean {
  const args = ['-e', 'fs.statSync(process.argv[1])', join(folder, '.')];
  return spawnSync(execPath, args, { ...ids, env: {}, stdio: 'ignore' }).status === 0;
}

/** Copies Node to a folder that every user can reach. The copy is removed when the grader ends. */
function copyOfNode(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cantor-node-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  const copy = join(folder, 'node');
  linkOrCopy(process.execPath, copy);
  chmodSync(folder, 0o711);
  return copy;
}

function closeToOthers(folder: string): void {
  const { mode } = statSync(folder);
  if ((mode & OTHERS) !== 0) chmodSync(folder, mode & 0o777 & ~OTHERS);
}
