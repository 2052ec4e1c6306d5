import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../course/parts';
import { atExit } from './atExit';
import { linkOrCopy } from './linkOrCopy';

/** A user of the operating system, and the Node that it can run. */
export interface HostUser {
  uid: number;
  gid: number;
  execPath: string;
}

/** Above those of people and services, below what a container knows no users for. */
const FIRST_UID = 60_000;
const UIDS = 5000;

const OTHERS = 0o007;

/** Once found, it is the same for all that this process grades. */
let user: HostUser | 'none' | undefined;

/**
 * Whoever runs the grader as root, as in a container, has submissions run as another user, who owns
 * nothing, may signal nobody, and to whom the suites and the reference are closed.
 *
 * @param scratch the folder that the hosts' own folders lie in; opened to pass through
 * @returns undefined where there is no such user: the grader is not root, or nobody else can run Node,
 *   not even a copy, and reach that folder (then a line on standard error says so)
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
  // Where Node lies in root's own home, as nvm puts it, nobody else can reach it.
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

/** Whether a user can run Node and pass through a folder. */
function canReach({ execPath, ...ids }: HostUser, folder: string): boolean {
  const args = ['-e', 'fs.statSync(process.argv[1])', join(folder, '.')];
  return spawnSync(execPath, args, { ...ids, env: {}, stdio: 'ignore' }).status === 0;
}

/** Node where everybody can run it, until the grader ends. */
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
