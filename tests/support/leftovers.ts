import { readdirSync, readFileSync } from 'node:fs';
import { Changes } from '../../grader/harness/parent/Changes';

/** Returns the temporary folders that a process has not removed. */
export function foldersLeft(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('cantor-'));
}

/**
 * Waits until all processes that use `folder` for temporary files have ended. Helpers such as a
 * compiler end a little after their parent. Finds processes only on Linux.
 *
 * @returns the command lines of the processes that do not end
 */
export async function processesLeft(folder: string): Promise<string[]> {
  const isNoneLeft = (): boolean => processesOf(folder).length === 0;
  await new Changes().until('all processes have ended', isNoneLeft).catch(() => undefined);
  return processesOf(folder);
}

function processesOf(folder: string): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/environ`).includes(`TMPDIR=${folder}`))
    .map((pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '));
}

/** Returns the text of a file. Returns an empty text if the file cannot be read. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
