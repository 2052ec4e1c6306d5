import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { faultOf, LONGEST_FILE } from './faultOf';
import type { FileFault } from './faultOf';

/** Opens a file. Does not follow a link, and does not wait for the other end of a pipe. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Reads a step's file, which can be a stranger's. Returns why the file is not read, if it is not. */
export function readStep(path: string): Buffer | FileFault {
  const fault = faultOf(path);
  if (fault !== undefined) return fault;
  let file: number;
  try {
    file = openSync(path, OPEN_FLAGS);
  } catch {
    return 'no file';
  }
  try {
    // Another program can replace the file after `faultOf`.
    if (!fstatSync(file).isFile()) return 'no file';
    const bytes = Buffer.alloc(LONGEST_FILE + 1);
    const length = readSync(file, bytes, 0, bytes.length, 0);
    return length > LONGEST_FILE ? 'too long' : bytes.subarray(0, length);
  } catch {
    return 'no file';
  } finally {
    closeSync(file);
  }
}
