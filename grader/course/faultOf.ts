import { lstatSync } from 'node:fs';

/** The longest file of a step that is looked at, in bytes: the reference's have some 4,000. */
export const LONGEST_FILE = 128 * 1024;

/** What is wrong with a step's file before anybody has read it. */
export type NoFile = 'missing file' | 'link' | 'no file' | 'too long';

/**
 * Looks at a step's file without opening it: a link may lead to the reference, a pipe never ends, and
 * a compiler may not survive millions of brackets.
 *
 * @returns what is wrong with it, if anything is
 */
export function faultOf(path: string): NoFile | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'missing file';
  if (stat.isSymbolicLink()) return 'link';
  if (!stat.isFile()) return 'no file';
  return stat.size > LONGEST_FILE ? 'too long' : undefined;
}
