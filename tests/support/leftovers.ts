import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a helper process such as a compiler may take to notice that its parent is gone. */
const LIMIT_MS = 5000;

/** The temporary folders that a process has not removed. */
export function foldersLeft(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('cantor-'));
}

/**
 * Processes that were started with `folder` as their place for temporary files and that do not end,
 * whoever their parent is now. Only Linux tells; elsewhere there are none to see.
 */
export async function processesLeft(folder: string): Promise<string[]> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    const left = processesOf(folder);
    if (left.length === 0 || performance.now() > deadline) return left;
    await sleep(20);
  }
}

function processesOf(folder: string): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/environ`).includes(`TMPDIR=${folder}`))
    .map((pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' '));
}

/** A file's text; nothing if it is gone or not ours to read. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
