import { execFile, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atExit } from '../../../grader/harness/parent/sandbox/atExit';
import { LONGEST_FILE } from '../../../grader/course/faultOf';
import { pathInArchive, stepNamed } from './FoundFiles';
import type { FoundFiles } from './FoundFiles';
import { isLocalPath } from './isLocalPath';
import { LIMITS } from './readingLimits';
import { readableName } from './readableName';
import { remark } from './Remark';
import { Unreadable } from './Unreadable';

const run = promisify(execFile);

/** How often the size of the download is measured, in milliseconds. */
const MEASURE_MS = 200;
/** The maximum number of bytes of a list of files. */
const LONGEST_LIST = 64 * 1024 * 1024;

/**
 * Downloads the newest commit of a git repository, and reads its step files. Writes no file of the
 * repository, so links, hooks, filters and submodules have no effect.
 *
 * @param address an address that git knows, or a path on this machine
 * @param folder where to put the repository. The folder does not exist
 * @throws Unreadable if git cannot read the repository
 */
export async function readClone(
  address: string,
  folder: string,
  found: FoundFiles,
  signal?: AbortSignal,
): Promise<void> {
  await clone(address, folder, signal);
  const git = ['--git-dir', folder];
  const options = { encoding: 'buffer', maxBuffer: LONGEST_LIST, env: environment(false) } as const;
  let list: Buffer;
  try {
    const args = [...git, 'ls-tree', '-r', '-z', '--full-tree', 'HEAD'];
    list = (await run('git', args, options)).stdout;
  } catch {
    throw new Unreadable(remark('the repository has no commit'));
  }
  for (const line of list.toString('latin1').split('\0').filter(Boolean)) {
    found.count();
    const [, mode, id, raw] = /^(\d+) \w+ (\w+)\t([^]*)$/.exec(line) ?? [];
    const path = pathInArchive(readableName(Buffer.from(raw, 'latin1')));
    if (path === 'outside' || path === 'skipped') continue;
    if (mode === '120000') found.note('link', path);
    else if (/^100/.test(mode) && stepNamed(path.slice(path.lastIndexOf('/') + 1)) !== undefined) {
      found.add(path, await blobOf(git, id));
    }
  }
}

/** Returns the beginning of a file in the repository. */
async function blobOf(git: readonly string[], id: string): Promise<Buffer> {
  const child = spawn('git', [...git, 'cat-file', 'blob', id], {
    env: environment(false),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const failed = new Promise<never>((_resolve, reject) => child.once('error', reject));
  const chunks: Buffer[] = [];
  let length = 0;
  const read = (async () => {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      if (length <= LONGEST_FILE) chunks.push(chunk);
      length += chunk.length;
    }
    return Buffer.concat(chunks).subarray(0, LONGEST_FILE + 1);
  })();
  return Promise.race([read, failed]);
}

async function clone(address: string, folder: string, signal?: AbortSignal): Promise<void> {
  const isLocal = isLocalPath(address);
  const args = [
    ...['-c', 'core.hooksPath=/dev/null', '-c', 'protocol.ext.allow=never'],
    ...['clone', '--bare', '--depth', '1', '--single-branch', '--no-tags', '--quiet'],
    // `--no-local` copies objects with git's own checks, and makes no links to the other repository.
    ...['--template=', '--no-local', '--', address, folder],
  ];
  const child = spawn('git', args, {
    env: environment(isLocal),
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: LIMITS.cloneMs,
    killSignal: 'SIGKILL',
    signal,
  });
  const stop = atExit(() => child.kill('SIGKILL'));
  let reason: string | undefined;
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  const timer = setInterval(() => {
    if (sizeOf(folder) <= LIMITS.cloneBytes) return;
    reason = `it has more than ${LIMITS.cloneBytes / 1024 / 1024} MiB`;
    child.kill('SIGKILL');
  }, MEASURE_MS);
  const [code, killed] = await new Promise<[number | null, unknown]>((resolve) => {
    child.once('error', (error) => resolve([null, error]));
    child.once('close', (itsCode, itsSignal) => resolve([itsCode, itsSignal]));
  });
  clearInterval(timer);
  stop();
  if (code === 0) return;
  if (reason !== undefined) throw new Unreadable(remark(reason));
  if (killed instanceof Error) throw new Unreadable(remark(`git does not run: ${killed.message}`));
  if (code === null) {
    throw new Unreadable(remark(`git did not end within ${LIMITS.cloneMs / 1000} seconds`));
  }
  throw new Unreadable(remark(`git cannot read it: %`, lastLine(said)));
}

/** Git must not ask for a password, because nobody is there at night. */
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

/** Returns the size of the files that git has downloaded. */
function sizeOf(folder: string): number {
  const pack = join(folder, 'objects', 'pack');
  try {
    return readdirSync(pack).reduce(
      (sum, name) => sum + (statSync(join(pack, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  } catch {
    return 0;
  }
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const named =
    lines.find((line) => line.startsWith('fatal:')) ?? lines.at(-1) ?? 'no reason given';
  return readableName(Buffer.from(named.replace(/^fatal: /, '')));
}
