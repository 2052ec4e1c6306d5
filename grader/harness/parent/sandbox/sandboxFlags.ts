import { join, sep } from 'node:path';
import type { Grant } from '../../../course/course';

/** The heap of a submission, in MiB; `watchMemory` bounds the memory outside of it. */
const HEAP_MIB = 256;

/** The flag for each grant. Before Node 25 the network was open and needed no flag. */
const GRANTED: Record<Grant, string> = { threads: '--allow-worker', network: '--allow-net' };

/**
 * Returns Node's flags for a host: it may read its own folder only, write nothing, and start no
 * process. Without the grant it may start no thread. The flags' names differ between Node's versions.
 *
 * @param folder a real path, without symbolic links
 */
export function sandboxFlags(folder: string, grants: readonly Grant[]): string[] {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  const known = (flag: string): boolean => process.allowedNodeEnvironmentFlags.has(flag);
  return [
    permission,
    ...grants.map((grant) => GRANTED[grant]).filter(known),
    `--allow-fs-read=${folder}${sep}*`,
    `--max-old-space-size=${HEAP_MIB}`,
    '--enable-source-maps',
    '--require',
    join(folder, 'guard.cjs'),
    '--no-warnings',
  ];
}
