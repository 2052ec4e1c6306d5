import { lstatSync } from 'node:fs';

/** The longest file of a step that is read, in bytes. The reference's have some 4,000. */
export const LONGEST_FILE = 128 * 1024;

/** Why a step's file is not read. */
export type FileFault = 'missing file' | 'link' | 'no file' | 'too long';

/**
 * Checks a step's file without opening it. A link may lead to the reference, a pipe never ends, and
 * millions of brackets may crash a compiler.
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
