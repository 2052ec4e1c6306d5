import { join, sep } from 'node:path';
import type { Grant } from '../../../course/course';

/** Heap of a submission, in MiB; `watchMemory` bounds what is outside of the heap. */
const HEAP_MIB = 256;

/** The flag for each grant; that for the network is new in Node 25, before which it was open. */
const GRANTED: Record<Grant, string> = { threads: '--allow-worker', network: '--allow-net' };

/**
 * The flags that a host runs under: it may read its own folder and nothing else, write nothing,
 * start no process, and no thread unless granted. Their names differ between versions of Node.
 *
 * @param folder real path, without symbolic links
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
