import { readFileSync } from 'node:fs';

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
  if (process.platform !== 'linux') return () => undefined;
  const timer = setInterval(() => {
    if (residentBytes(pid) <= limit) return;
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
