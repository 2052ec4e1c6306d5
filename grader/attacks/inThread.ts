import { emptyFile } from './emptyFile';

/** The code of an attack's threads. */
interface Threads {
  /** Code of the thread that a function of the file starts. */
  first: string;
  /** Code of the thread that the first thread can start with `startSecond()`. */
  second?: string;
  /** Options of both threads. */
  options?: string;
}

/**
 * Returns a file of step 6 whose functions do not solve the step, but start a thread. The threads
 * run this file, because the grader does not allow threads of other code.
 */
export function inThread({ first, second = '', options = '' }: Threads): string {
  return emptyFile(
    'User',
    `const { MessagePort, Worker, workerData } = load('worker_threads');
    const startThread = (attack: number): any =>
      new Worker(__filename, { workerData: { attack }, ${options} });
    const startSecond = (): any => startThread(2).on('error', (error: unknown) => { throw error; });
    if (workerData?.attack === 1) { ${first} }
    if (workerData?.attack === 2) { ${second} }`,
    'await new Promise((resolve, reject) => startThread(1).on("error", reject).on("exit", resolve));',
  );
}
