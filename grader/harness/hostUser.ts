import { spawnSync } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../parts';

/** A user of the operating system. */
export interface HostUser {
  uid: number;
  gid: number;
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
 * @returns undefined where there is no such user: the grader is not root, or Node itself lies where
 *   other users cannot reach it
 */
export function hostUser(scratch: string): HostUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  chmodSync(scratch, 0o711);
  user ??= findUser(scratch);
  return user === 'none' ? undefined : user;
}

function findUser(scratch: string): HostUser | 'none' {
  const id = FIRST_UID + (process.pid % UIDS);
  const found = { uid: id, gid: id };
  const args = ['-e', 'fs.statSync(process.argv[1])', join(scratch, '.')];
  const { status } = spawnSync(process.execPath, args, { ...found, env: {}, stdio: 'ignore' });
  if (status !== 0) return 'none';
  for (const name of ['grader', 'solution']) closeToOthers(join(ROOT, name));
  return found;
}

function closeToOthers(folder: string): void {
  const { mode } = statSync(folder);
  if ((mode & OTHERS) !== 0) chmodSync(folder, mode & 0o777 & ~OTHERS);
}
