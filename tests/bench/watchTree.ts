import { readdirSync, readFileSync } from 'node:fs';

/** How often the memory is read, in milliseconds. */
const EVERY_MS = 500;

/**
 * Watches the memory of a process and all its descendants. A page that several processes share
 * counts once.
 *
 * @returns a function that ends the watch, and returns the highest sum in bytes. Undefined on
 *   systems other than Linux
 */
export function watchTree(pid: number): () => number | undefined {
  let peak: number | undefined;
  const read = (): void => {
    const sum = treeOf(pid).reduce((bytes, each) => bytes + memoryOf(each), 0);
    peak = Math.max(peak ?? 0, sum);
  };
  const timer = process.platform === 'linux' ? setInterval(read, EVERY_MS) : undefined;
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/** Returns a process and its descendants. */
function treeOf(root: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    // The name of the program can contain spaces and brackets. See proc_pid_stat(5).
    const parent = Number(textOf(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ')[1]);
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(name)]);
  }
  const from = (pid: number): number[] => [pid, ...(childrenOf.get(pid) ?? []).flatMap(from)];
  return from(root);
}

/** Returns the proportional set size. See proc_pid_smaps(5). */
function memoryOf(pid: number): number {
  const [, kilobytes] = /^Pss:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/smaps_rollup`)) ?? [];
  return Number(kilobytes ?? 0) * 1024;
}

/** Returns the text of a file, or an empty text if the process has ended. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
