import { closeSync, constants, fstatSync, openSync } from 'node:fs';

/** Opens a file. Does not follow a link, and does not wait for the other end of a pipe. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Why a file is not opened. */
export type OpenProblem = 'link' | 'hardLink' | 'special' | 'locked';

/**
 * Opens an ordinary file.
 *
 * @returns its descriptor, which the caller closes, or why the file is not opened
 */
export function openRegular(path: Buffer | string): number | OpenProblem {
  let file: number;
  try {
    file = openSync(path, FLAGS);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ELOOP' ? 'link' : 'locked';
  }
  const stat = fstatSync(file);
  if (stat.isFile() && stat.nlink === 1) return file;
  closeSync(file);
  return stat.isFile() ? 'hardLink' : 'special';
}
