import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../course/parts';
import { atExit } from './atExit';
import { linkOrCopy } from './linkOrCopy';

/** The users of the operating system for submissions. They are not root and own no files. */
export interface HostUser {
  /** A Node that these users can run. */
  execPath: string;
}

/**
 * The ids of people and services are smaller. A container can have only ids below 65536. An isolated
 * grader does not see the processes of other graders, so it uses ids of its own.
 */
const FIRST_UID = process.env.CANTOR_NETWORK === 'own' ? 60_000 : 62_500;
const UIDS = 2500;

/** How many ids were used. The first id is random, because several graders can run. */
let used = randomInt(UIDS);

/** The folder in which all graders of the machine claim ids. Only root can write there. */
const CLAIMS = '/run/cantor-ids';
/** After this time, the grader of a claim has ended without a release, in milliseconds. */
const LONGEST_CLAIM_MS = 10 * 60 * 1000;

const OTHERS = 0o007;
/** The folders that submissions must not read. The last one contains the compiled suites. */
const CLOSED = ['grader', 'solution', 'node_modules/.cache'];

/** The first grading finds the users. All later gradings of this process use them too. */
let user: HostUser | 'none' | undefined;

/**
 * Returns the users for submissions if the grader runs as root, as in a container. Such a user
 * cannot read the suites or the reference, and cannot send signals to processes of other users.
 *
 * @param scratch the folder that contains the sandboxes' folders; all users get the right to enter
 *   it
 * @returns the users, or undefined if the grader is not root. Also undefined, after a line on
 *   standard error, if another user cannot reach `scratch`, or cannot run Node or a copy of Node.
 */
export function hostUser(scratch: string): HostUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  chmodSync(scratch, 0o711);
  user ??= findUser(scratch);
  return user === 'none' ? undefined : user;
}

function findUser(scratch: string): HostUser | 'none' {
  // nvm installs Node in root's home. Other users cannot reach that folder.
  for (const place of [() => process.execPath, copyOfNode]) {
    const found = { execPath: place() };
    if (!canReach(found, scratch)) continue;
    for (const name of CLOSED) closeToOthers(join(ROOT, name));
    return found;
  }
  process.stderr.write(
    `Submissions run as root, because other users cannot run Node or reach ${tmpdir()}. ` +
      'See exercises/instructor.md\n',
  );
  return 'none';
}

/**
 * Returns the ids of a user that has no processes. Each submission runs as a user of its own,
 * because a user can send signals to all its processes.
 */
export function freeIds(): { uid: number; gid: number } {
  const taken = new Set(processes().flatMap(({ uids }) => uids));
  for (;;) {
    const uid = FIRST_UID + (used++ % UIDS);
    if (!taken.has(uid) && claim(uid)) return { uid, gid: uid };
  }
}

/** Claims an id. Without this, another grader could take the id just before we end its processes. */
function claim(uid: number): boolean {
  try {
    mkdirSync(CLAIMS, { recursive: true });
    mkdirSync(claimOf(uid));
    return true;
  } catch (error) {
    // An isolated grader cannot write there, and needs no claims.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return true;
    return isOld(claimOf(uid)) && releaseIds(uid) && claim(uid);
  }
}

/** Lets other graders use an id again. */
export function releaseIds(uid: number): boolean {
  try {
    rmdirSync(claimOf(uid));
    return true;
  } catch {
    return false; // the claim does not exist
  }
}

function claimOf(uid: number): string {
  return join(CLAIMS, `${uid}`);
}

function isOld(path: string): boolean {
  const { mtimeMs = Infinity } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return Date.now() - mtimeMs > LONGEST_CLAIM_MS;
}

/** How often all processes of a user are ended. A process can start another one in the meantime. */
const TRIES = 3;

/** Ends all processes of a user, immediately and together. Works on Linux only. */
export function endProcessesOf(uid: number): void {
  for (let i = 0; i < TRIES; i++) {
    if (!processes().some(({ uids, isOver }) => !isOver && uids.includes(uid))) return;
    // The process number -1 stands for all processes that this user can end, except the shell.
    spawnSync('/bin/sh', ['-c', 'kill -KILL -1'], { uid, gid: uid, env: {}, stdio: 'ignore' });
  }
}

/**
 * Returns all processes with their users, on Linux only. A program such as `su` runs as root, but
 * also has the id of the user who has started it.
 */
function processes(): RunningProcess[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d/.test(name))
    .map(readProcess);
}

interface RunningProcess {
  uids: number[];
  /** True if the process has ended, but its parent has not asked for its exit code. */
  isOver: boolean;
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function readProcess(pid: string): RunningProcess {
  try {
    const status = readFileSync(join('/proc', pid, 'status'), 'utf8');
    const uids = (/^Uid:\s(.*)$/m.exec(status)?.[1] ?? '').split(/\s+/).map(Number);
    return { uids, isOver: /^State:\s[ZX]/m.test(status) };
  } catch {
    return { uids: [], isOver: true }; // the process has just ended
  }
}

/** True if a user can run Node and enter a folder. */
function canReach({ execPath }: HostUser, folder: string): boolean {
  const args = ['-e', 'fs.statSync(process.argv[1])', join(folder, '.')];
  const ids = freeIds();
  const { status } = spawnSync(execPath, args, { ...ids, env: {}, stdio: 'ignore' });
  releaseIds(ids.uid);
  return status === 0;
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
  mkdirSync(folder, { recursive: true });
  const { mode } = statSync(folder);
  if ((mode & OTHERS) !== 0) chmodSync(folder, mode & 0o777 & ~OTHERS);
}
