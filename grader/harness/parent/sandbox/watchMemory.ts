import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 100;
const PAGE_BYTES = 4096;

/**
 * Watches how much memory a process uses, because V8's own limit does not include Buffers. Works on
 * Linux only. Does nothing on other systems.
 *
 * @param limit the maximum resident memory, in bytes
 * @param tooMuch called one time, when the process uses more memory than `limit`
 * @returns a function that stops the watch
 */
export function watchMemory(pid: number, limit: number, tooMuch: () => void): () => void {
  return watch(() => residentBytes(pid), limit, tooMuch);
}

/** Does the same for a process and all its descendants together. */
export function watchTreeMemory(pid: number, limit: number, tooMuch: () => void): () => void {
  return watch(() => treeBytes(pid), limit, tooMuch);
}

function watch(bytes: () => number, limit: number, tooMuch: () => void): () => void {
  if (process.platform !== 'linux') return () => undefined;
  const timer = setInterval(() => {
    if (bytes() <= limit) return;
    clearInterval(timer);
    tooMuch();
  }, EVERY_MS).unref();
  return () => clearInterval(timer);
}

function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0; // the process has just ended
  }
}

function treeBytes(root: number): number {
  const pids = readdirSync('/proc').filter((name) => /^\d/.test(name));
  const processes = new Map(pids.map((pid) => [Number(pid), readStat(pid)]));
  const isInTree = (pid: number | undefined): boolean =>
    pid === root || (pid !== undefined && isInTree(processes.get(pid)?.parent));
  return [...processes].reduce((sum, [pid, { bytes }]) => sum + (isInTree(pid) ? bytes : 0), 0);
}

function readStat(pid: string): { parent?: number; bytes: number } {
  try {
    // The name of the program can contain spaces and brackets. See proc_pid_stat(5): the next
    // fields are the state and the parent. The resident pages are field 24.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { parent: Number(fields[1]), bytes: Number(fields[21]) * PAGE_BYTES };
  } catch {
    return { bytes: 0 }; // the process has just ended
  }
}
