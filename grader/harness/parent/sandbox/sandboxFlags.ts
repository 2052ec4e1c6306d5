import { join, sep } from 'node:path';
import type { Grant } from '../../../course/course';

/**
 * The maximum heap of a submission, in MiB. `watchMemory` limits the memory outside of the heap.
 */
const HEAP_MIB = 256;

/** The flag for each grant. Before Node 25, programs could use the network without a flag. */
const GRANTED: Record<Grant, string> = { threads: '--allow-worker', network: '--allow-net' };

/**
 * Returns Node's flags for a host. The host can only read its own folder. It cannot write files or
 * start processes. It can start threads only with the grant. The names of the flags depend on the
 * version of Node.
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
    // Code from a text could import all modules of Node.
    '--disallow-code-generation-from-strings',
    '--require',
    join(folder, 'guard.cjs'),
    '--no-warnings',
  ];
}
