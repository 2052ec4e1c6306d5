import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { CourseFile, CourseFiles } from './CourseFiles';

/** Git failed. The message is git's own first line. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

interface Extra {
  input?: string | Buffer;
  env?: Readonly<Record<string, string>>;
}

/** The files of one commit. */
interface CommitFiles extends CourseFiles {
  /** The paths of the links, each with the id of its content. They are in `files` too. */
  links: ReadonlyMap<string, string>;
  load: (paths: Iterable<string>) => void;
}

/** How git marks a link. */
const LINK = '120000';

/** The longest output of git, in bytes. All files of the course together are smaller. */
const LONGEST_OUTPUT = 256 * 1024 * 1024;

/** Settings of a person that would change what git prints or does. */
const SETTINGS = [
  ...['core.quotePath=off', 'core.fsmonitor=false', 'core.hooksPath=/dev/null'],
  ...['gc.auto=0', 'color.ui=false'],
];

/** Runs git in a folder, always with a list of words and without a shell. */
export class Git {
  readonly #folder: string;
  #directory?: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Returns what git prints.
   *
   * @throws GitError if git fails or is not installed
   */
  bytes(args: readonly string[], { input, env }: Extra = {}): Buffer {
    try {
      return execFileSync('git', this.#words(args), {
        env: { ...environment(), ...env },
        input: input ?? '',
        maxBuffer: LONGEST_OUTPUT,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
    } catch (error) {
      const { stderr = '' } = error as { stderr?: Buffer | string };
      throw gitError(error, String(stderr));
    }
  }

  /** Returns what git prints, without the line end. */
  text(args: readonly string[], extra: Extra = {}): string {
    return this.bytes(args, extra).toString('utf8').trimEnd();
  }

  /** Returns what git prints, or undefined if git fails. */
  maybe(...args: string[]): string | undefined {
    try {
      return this.text(args);
    } catch {
      return undefined;
    }
  }

  /** The absolute path of git's own folder. */
  get directory(): string {
    return (this.#directory ??= this.text(['rev-parse', '--absolute-git-dir']));
  }

  /** The absolute path of git's index. */
  get index(): string {
    return join(this.directory, 'index');
  }

  /** True if the command ends without an error. */
  succeeds(...args: string[]): boolean {
    return this.maybe(...args) !== undefined;
  }

  /**
   * Fetches the newest commit of another repository. Git can ask for a password in a terminal.
   *
   * @param remote a remote's name, an address or a folder
   * @param ref the name under which the commit is stored here. If the remote has a name, its
   *   branches are updated too, as with `git fetch`
   * @throws GitError if the repository cannot be reached
   */
  fetch(remote: string, ref: string): Promise<void> {
    const args = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--no-auto-gc'];
    const branches = this.maybe('config', '--get-all', `remote.${remote}.fetch`)?.split('\n') ?? [];
    const words = this.#words([...args, '--', remote, `+HEAD:${ref}`, ...branches]);
    return new Promise((resolve, reject) => {
      execFile('git', words, { env: environment() }, (error, _out, stderr) => {
        if (error === null) resolve();
        else reject(gitError(error, stderr));
      }).stdin?.end();
    });
  }

  /** Returns the files of a commit. `load` reads many contents with one call of git. */
  filesOf(commit: string): CommitFiles {
    const files = new Map<string, CourseFile>();
    const links = new Map<string, string>();
    const list = this.bytes(['ls-tree', '-r', '-z', '--full-tree', commit]).toString('utf8');
    for (const entry of list.split('\0')) {
      const [, mode, kind, id, path] = /^(\d+) (\w+) (\w+)\t([^]*)$/.exec(entry) ?? [];
      if (kind === 'blob') files.set(path, { id, isExecutable: mode === '100755' });
      if (mode === LINK) links.set(path, id);
    }
    const contents = new Map<string, Buffer>();
    const load = (paths: Iterable<string>): void => {
      const ids = [...paths].flatMap((path) => files.get(path)?.id ?? []);
      for (const [id, content] of this.#contentsOf(ids)) contents.set(id, content);
    };
    const read = (path: string): Buffer => {
      const file = files.get(path);
      if (file === undefined) throw new Error(`there is no ${path} in ${commit}`);
      if (!contents.has(file.id)) load([path]);
      return contents.get(file.id) ?? Buffer.alloc(0);
    };
    return { files, links, read, load };
  }

  /** Returns the content of each id. */
  #contentsOf(ids: readonly string[]): Map<string, Buffer> {
    const found = new Map<string, Buffer>();
    if (ids.length === 0) return found;
    const output = this.bytes(['cat-file', '--batch'], { input: `${ids.join('\n')}\n` });
    let at = 0;
    for (const id of ids) {
      const end = output.indexOf('\n', at);
      const length = Number(output.toString('utf8', at, end).split(' ')[2]);
      if (!Number.isInteger(length)) throw new GitError(`git does not have the file ${id}`);
      found.set(id, output.subarray(end + 1, end + 1 + length));
      at = end + 1 + length + 1;
    }
    return found;
  }

  #words(args: readonly string[]): string[] {
    return ['-C', this.#folder, ...SETTINGS.flatMap((setting) => ['-c', setting]), ...args];
  }
}

/** Variables that lead git to another repository, to other contents or to another history. */
const VARIABLES = [
  ...['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR'],
  ...['GIT_PREFIX', 'GIT_NAMESPACE', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_SHALLOW_FILE'],
  'GIT_GRAFT_FILE',
];

function environment(): NodeJS.ProcessEnv {
  const names = Object.keys(process.env).filter((name) => !VARIABLES.includes(name));
  const env = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  // The messages of git are read here, so they are in one language.
  return { ...env, LC_ALL: 'C', ...(!process.stdin.isTTY && { GIT_TERMINAL_PROMPT: '0' }) };
}

function gitError(error: unknown, stderr: string): GitError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new GitError('git is not installed');
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((each) => /^(fatal|error):/.test(each)) ?? lines[0] ?? message;
  return new GitError(line.replace(/^(fatal|error): /, ''));
}
