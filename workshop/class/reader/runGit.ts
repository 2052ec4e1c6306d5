import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { atExit } from '../../../grader/harness/parent/sandbox/atExit';
import { HAS_GROUPS } from '../../../grader/harness/parent/sandbox/killGroup';
import { LIMITS } from './readingLimits';

/** How long a helper of git can keep the pipes open after git has ended, in milliseconds. */
const PIPES_MS = 5000;
/** How often `problem` is asked, in milliseconds. */
const ASK_MS = 200;

export interface GitOptions {
  /** True to allow only repositories on this machine. False to allow only the others. */
  isLocal: boolean;
  /** When git is ended, on the clock of `performance.now()`. */
  deadline: number;
  /** The maximum number of bytes of the output. Git is ended after them. */
  most: number;
  signal?: AbortSignal;
  /** Asked while git runs. Returns why git is ended, or undefined to go on. */
  problem?: () => string | undefined;
}

export interface GitResult {
  code: number | null;
  /** At most `most` bytes. */
  out: Buffer;
  /** True if the output was longer. */
  isCut: boolean;
  /** The last characters of the errors. */
  said: string;
  /** Why git was ended, or why it did not start. Missing if git has ended itself. */
  stopped?: string;
}

/** Runs git in a process group of its own, because its helpers must end with it. */
export async function runGit(args: readonly string[], options: GitOptions): Promise<GitResult> {
  const { isLocal, deadline, most, signal, problem } = options;
  const child = spawn('git', args, {
    env: environment(isLocal),
    detached: HAS_GROUPS,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stopped: string | undefined;
  let isCut = false;
  const end = (): void => endGroup(child);
  const stop = (why: string): void => {
    stopped ??= why;
    end();
  };
  const abort = (): void => stop('git was stopped');
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    if (isCut) return;
    chunks.push(chunk);
    length += chunk.length;
    isCut = length > most;
    if (isCut) end();
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  const asking = setInterval(() => {
    const why = problem?.();
    if (why !== undefined) stop(why);
  }, ASK_MS);
  const late = setTimeout(
    () => stop(`git did not end within ${LIMITS.gitMs / 1000} seconds`),
    Math.max(0, deadline - performance.now()),
  );
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  const forget = atExit(end);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      stopped ??= `git does not run: ${error.message}`;
      resolve(null);
    });
    child.once('exit', (itsCode) => {
      // A helper that is still there keeps the pipes open.
      end();
      setTimeout(resolve, PIPES_MS, itsCode).unref();
    });
    child.once('close', resolve);
  });
  clearInterval(asking);
  clearTimeout(late);
  signal?.removeEventListener('abort', abort);
  child.stdout.destroy();
  child.stderr.destroy();
  forget();
  const out = Buffer.concat(chunks).subarray(0, most);
  return { code, out, isCut, said, ...(stopped !== undefined && { stopped }) };
}

/** The groups that are ended. Their ids can belong to other processes now. */
const ended = new WeakSet<ChildProcess>();

/** Ends git and its helpers. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || ended.has(child)) return;
  ended.add(child);
  try {
    if (HAS_GROUPS) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // All processes of the group have ended.
  }
}

/** Git must not ask for a password, because a question would stop the run. */
function environment(isLocal: boolean): NodeJS.ProcessEnv {
  // A git hook that starts us sets these for its own repository.
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
  return {
    ...env,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_SSH_COMMAND: process.env.GIT_SSH_COMMAND ?? 'ssh -oBatchMode=yes',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_ALLOW_PROTOCOL: isLocal ? 'file' : 'https:http:ssh:git',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
  };
}
