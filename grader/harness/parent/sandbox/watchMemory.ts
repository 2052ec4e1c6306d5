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

/** Does the same for all processes of a process group together. */
export function watchGroupMemory(group: number, limit: number, tooMuch: () => void): () => void {
  return watch(() => groupBytes(group), limit, tooMuch);
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

function groupBytes(group: number): number {
  const pids = readdirSync('/proc').filter((name) => /^\d/.test(name));
  return pids.reduce((sum, pid) => sum + bytesInGroup(pid, group), 0);
}

/** Returns the memory of a process that belongs to the group, else 0. */
function bytesInGroup(pid: string, group: number): number {
  try {
    // The name of the program can contain spaces and brackets. See proc_pid_stat(5): the next
    // fields are the state, the parent and the group. The resident pages are field 24.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return Number(fields[2]) === group ? Number(fields[21]) * PAGE_BYTES : 0;
  } catch {
    return 0; // the process has just ended
  }
}
