import { lstatSync } from 'node:fs';

/** The maximum size of a step's file, in bytes. The reference's files have about 4,000 bytes. */
export const LONGEST_FILE = 128 * 1024;

/** Why a step's file is not read. */
export type FileFault = 'missing file' | 'link' | 'no file' | 'too long';

/**
 * Checks a step's file, but does not open it. A link could point to the reference. A pipe never
 * ends. Millions of brackets could crash a compiler.
 *
 * @returns undefined if the file can be read
 */
export function faultOf(path: string): FileFault | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'missing file';
  if (stat.isSymbolicLink()) return 'link';
  if (!stat.isFile()) return 'no file';
  return stat.size > LONGEST_FILE ? 'too long' : undefined;
}
