import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
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

/** Above the ids of people and services. From 65536 on, a container may have no ids. */
const FIRST_UID = 60_000;
const UIDS = 5000;

const OTHERS = 0o007;

/** Found once, then used for all that this process grades. */
let user: HostUser | 'none' | undefined;

/**
 * Returns the user for submissions if the grader runs as root, as in a container. This user owns
 * nothing, can signal no process of others, and cannot read the suites and the reference.
 *
 * @param scratch the folder that holds the sandboxes' folders; opened for this user to pass through
 * @returns undefined if the grader is not root, or if no other user can run Node (nor a copy of it)
 *   and reach that folder; in the second case a line on standard error says so
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
  // nvm puts Node into root's own home, where no other user can reach it.
  for (const place of [() => process.execPath, copyOfNode]) {
    const found = { ...ids, execPath: place() };
    if (!canReach(found, scratch)) continue;
    for (const name of ['grader', 'solution']) closeToOthers(join(ROOT, name));
    return found;
  }
  process.stderr.write(
    `Submissions run as root: no other user can run Node and reach ${tmpdir()}. ` +
      'See exercises/instructor.md\n',
  );
  return 'none';
}

/** True if a user can run Node and pass through a folder. */
function canReach({ execPath, ...ids }: HostUser, folder: string): boolean {
  const args = ['-e', 'fs.statSync(process.argv[1])', join(folder, '.')];
  return spawnSync(execPath, args, { ...ids, env: {}, stdio: 'ignore' }).status === 0;
}

/** Copies Node to a place where every user can run it, until the grader ends. */
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
