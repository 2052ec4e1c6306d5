import { constants, copyFileSync, linkSync } from 'node:fs';

/** Links a file to a second path. Copies the file if that path is on another file system. */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
  }
}
