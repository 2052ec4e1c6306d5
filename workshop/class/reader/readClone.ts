import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LONGEST_FILE } from '../../../grader/course/faultOf';
import { pathInArchive, stepNamed } from './FoundFiles';
import type { FoundFiles } from './FoundFiles';
import { isLocalPath } from './isLocalPath';
import { LIMITS } from './readingLimits';
import { readableName } from './readableName';
import { remark } from './Remark';
import { runGit } from './runGit';
import type { GitOptions, GitResult } from './runGit';
import { Unreadable } from './Unreadable';

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
  const deadline = performance.now() + LIMITS.gitMs;
  const isLocal = isLocalPath(address);
  mustHaveWorked(await clone(address, folder, { isLocal, deadline, most: LONGEST_LIST, signal }));
  const git = (most: number, ...args: string[]): Promise<GitResult> =>
    runGit(['--git-dir', folder, ...args], { isLocal: false, deadline, most, signal });
  const list = await git(LONGEST_LIST, 'ls-tree', '-r', '-z', '--full-tree', 'HEAD');
  if (/Not a valid object name HEAD/.test(list.said)) {
    throw new Unreadable(remark('the repository has no commit'));
  }
  if (list.isCut) throw new Unreadable(remark('its list of files is too long'));
  mustHaveWorked(list);
  for (const line of list.out.toString('latin1').split('\0').filter(Boolean)) {
    found.count();
    const [, mode, id, raw] = /^(\d+) \w+ (\w+)\t([^]*)$/.exec(line) ?? [];
    const path = pathInArchive(readableName(Buffer.from(raw, 'latin1')));
    if (path === 'outside' || path === 'skipped') continue;
    if (mode === '120000') found.note('link', path);
    else if (/^100/.test(mode) && stepNamed(path.slice(path.lastIndexOf('/') + 1)) !== undefined) {
      const blob = await git(LONGEST_FILE + 1, 'cat-file', 'blob', id);
      if (!blob.isCut) mustHaveWorked(blob);
      found.add(path, blob.out);
    }
  }
}

/** @throws Unreadable if git has failed */
function mustHaveWorked({ code, said, stopped }: GitResult): void {
  if (stopped !== undefined) throw new Unreadable(remark(stopped));
  if (code !== 0) throw new Unreadable(remark('git cannot read it: %', lastLine(said)));
}

function clone(address: string, folder: string, options: GitOptions): Promise<GitResult> {
  const args = [
    ...['-c', 'core.hooksPath=/dev/null', '-c', 'protocol.ext.allow=never'],
    ...['clone', '--bare', '--depth', '1', '--single-branch', '--no-tags', '--quiet'],
    // `--no-local` copies objects with git's own checks, and makes no links to the other repository.
    ...['--template=', '--no-local', '--', address, folder],
  ];
  const problem = (): string | undefined =>
    sizeOf(folder) > LIMITS.cloneBytes
      ? `it has more than ${LIMITS.cloneBytes / 1024 / 1024} MiB`
      : undefined;
  return runGit(args, { ...options, problem });
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
