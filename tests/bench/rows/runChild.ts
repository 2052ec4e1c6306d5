import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT, SOLUTION } from '../../../grader/course/parts';
import { bundle, bundleThreads } from '../../../solution/supplied/user/bundle';
import type { ThreadCode } from '../../../solution/supplied/user/bundle';

const run = promisify(execFile);
const CHILD = join(ROOT, 'tests', 'bench', 'child');

/** The programs that a measurement runs in a process of their own, and the threads that they start. */
interface Compiled {
  programs: Record<'fanningOut' | 'joining' | 'starting', string>;
  /** The threads of a user. */
  code: ThreadCode;
  /** The thread with a bare server. */
  listening: string;
}

let compiled: Promise<Compiled> | undefined;

/** Runs a program in a new process. Adds the compiled threads to its order. Returns its result. */
export async function runChild<Result>(
  program: keyof Compiled['programs'],
  order: object,
): Promise<Result> {
  compiled ??= compile();
  const { programs, ...threads } = await compiled;
  const words = [programs[program], JSON.stringify({ ...threads, ...order })];
  const { stdout } = await run(process.execPath, words);
  return JSON.parse(stdout) as Result;
}

async function compile(): Promise<Compiled> {
  const { listening, ...programs } = await bundle({
    fanningOut: join(CHILD, 'fanningOut.ts'),
    joining: join(CHILD, 'joining.ts'),
    starting: join(CHILD, 'starting.ts'),
    listening: join(CHILD, 'listening.ts'),
  });
  return { programs, code: await bundleThreads(SOLUTION), listening };
}
