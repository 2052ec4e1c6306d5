import { readdirSync, readFileSync } from 'node:fs';
import { Changes } from '../../grader/harness/parent/Changes';

/** Returns the temporary folders that a process has not removed. */
export function foldersLeft(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('cantor-'));
}

/**
 * Waits until no process runs that was started with `folder` for its temporary files: helpers such as
 * a compiler end a little after their parent. Only Linux can tell; elsewhere it finds none.
 *
 * @returns the command lines of those that do not end
 */
export async function processesLeft(folder: string): Promise<string[]> {
  const isNoneLeft = (): boolean => processesOf(folder).length === 0;
  await new Changes().until('no process is left', isNoneLeft).catch(() => undefined);
  return processesOf(folder);
}

function processesOf(folder: string): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/environ`).includes(`TMPDIR=${folder}`))
    .map((pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '));
}

/** Returns the text of a file, or nothing if it is gone or we may not read it. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
