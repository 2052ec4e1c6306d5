import { constants, copyFileSync, linkSync } from 'node:fs';

/** Puts a file in a second place: at no cost on the same file system, by a copy on another. */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
  }
}
