import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { mustBeAsSeen } from './planUpdate';
import type { Disk, Plan, Write } from './planUpdate';

/** The folder in which an update prepares its files. Git ignores this name. */
const NAME = 'update.kept';

/** The file in the folder with the number of the process that updates. */
const PROCESS = 'process';

/** One file of an update, as the folder stores it. */
interface Change {
  path: string;
  isExecutable: boolean;
  /** The fingerprint of the file before and after the update. Undefined if there is no file. */
  before?: string;
  after?: string;
}

/** What the last update left behind. */
export interface Leftover {
  /** The commit that the update was about to make the current one. */
  commit?: string;
  /** True if the update was complete: its old files are already kept under another name. */
  isComplete?: true;
}

/** What an update does besides its files. */
export interface ChangeOptions {
  /** Runs before the files change. Returns the commit that becomes the current one. */
  begin?: () => string | undefined;
  /** Runs after the files have changed. */
  end?: () => void;
  /** After an error, true if the files must stay as they are. */
  isFinal?: () => boolean;
  /** The new name of the folder with the old files, to keep them. */
  backup?: string;
}

/** The files that `restore` does not put back. */
export interface NotRestored {
  /** They were changed again after the update. */
  changed: string[];
  /** The copies of the old files are damaged. */
  damaged: string[];
}

/**
 * Changes many files of a project as one change. First, all new files and a copy of all old files
 * are complete in a folder beside them. If something fails, the old files come back. If the
 * process is killed, the next update brings them back.
 */
export class UpdateFolder {
  readonly #root: string;
  readonly #folder: string;
  #changes: Change[] = [];

  /** @param root the project's folder */
  constructor(root: string) {
    this.#root = root;
    this.#folder = join(root, NAME);
  }

  /** The path of a file inside the folder, for what else the update prepares. */
  fileFor(name: string): string {
    this.#open();
    return join(this.#folder, name);
  }

  /**
   * Returns what a killed update left behind. Returns undefined if there is nothing.
   *
   * @throws Error if another update is at work
   */
  leftover(): Leftover | undefined {
    if (!existsSync(this.#folder)) return undefined;
    if (isRunning(join(this.#folder, PROCESS))) {
      throw new Error(`another npm run update is at work. If not, delete ${NAME}/${PROCESS}`);
    }
    const list = join(this.#folder, 'changes.json');
    // Without a complete list, no file was changed.
    if (!existsSync(list)) return {};
    const stored = JSON.parse(readFileSync(list, 'utf8')) as Leftover & { changes: Change[] };
    this.#changes = stored.changes;
    const isKept =
      !existsSync(join(this.#folder, 'old')) &&
      this.#changes.some(({ before }) => before !== undefined);
    return {
      ...(stored.commit !== undefined && { commit: stored.commit }),
      ...(isKept && { isComplete: true }),
    };
  }

  /**
   * Changes the files of a plan, and does the other steps of the update.
   *
   * @returns true if old files are kept in `backup`
   * @throws Error if a file has changed since the plan, or if a step fails; the old files are then
   *   back
   */
  change(plan: Plan, disk: Disk, { begin, end, isFinal, backup }: ChangeOptions = {}): boolean {
    try {
      this.prepare(plan.writes, begin?.());
      mustBeAsSeen(plan, disk);
      this.apply();
      end?.();
    } catch (error) {
      if (isFinal?.() !== true) {
        this.restore();
        this.remove();
      }
      throw error;
    }
    return this.remove(backup);
  }

  /**
   * Writes all new files, and a copy of all old files, into the folder. Changes nothing else.
   *
   * @param commit the commit that becomes the current one, if there is one
   */
  prepare(writes: ReadonlyMap<string, Write>, commit?: string): void {
    this.#open();
    this.#changes = [...writes].map(([path, write]): Change => {
      const old = this.#read(path);
      if (old !== undefined) {
        const copy = join(this.#folder, 'old', path);
        mkdirSync(dirname(copy), { recursive: true });
        writeFileSync(copy, old, { flush: true });
        chmodSync(copy, lstatSync(join(this.#root, path)).mode & 0o777);
      }
      if (write !== null) this.#writeNew(path, write);
      return {
        path,
        isExecutable: write?.isExecutable ?? false,
        ...(old !== undefined && { before: fingerprint(old) }),
        ...(write !== null && { after: fingerprint(write.content) }),
      };
    });
    const list = join(this.#folder, 'changes.json');
    writeFileSync(`${list}.new`, JSON.stringify({ commit, changes: this.#changes }), {
      flush: true,
    });
    renameSync(`${list}.new`, list);
  }

  /** Puts the new files in place. */
  apply(): void {
    for (const { path, after } of this.#changes) {
      const file = join(this.#root, path);
      if (after === undefined) {
        rmSync(file, { force: true });
        this.#removeEmptyFolders(dirname(path));
      } else {
        mkdirSync(dirname(file), { recursive: true });
        renameSync(join(this.#folder, 'new', path), file);
      }
    }
  }

  /**
   * Puts the old files back.
   *
   * @returns the files that stay as they are
   */
  restore(): NotRestored {
    const changed: string[] = [];
    const damaged: string[] = [];
    for (const { path, before, after } of this.#changes.toReversed()) {
      const file = join(this.#root, path);
      const now = this.#read(path);
      const found = now === undefined ? undefined : fingerprint(now);
      if (found === before) continue;
      if (found !== after) {
        changed.push(path);
      } else if (before === undefined) {
        rmSync(file, { force: true });
        this.#removeEmptyFolders(dirname(path));
      } else {
        const old = join(this.#folder, 'old', path);
        const content = existsSync(old) ? readFileSync(old) : undefined;
        if (content === undefined || fingerprint(content) !== before) {
          damaged.push(path);
          continue;
        }
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(`${old}.again`, content, { flush: true });
        chmodSync(`${old}.again`, lstatSync(old).mode & 0o777);
        renameSync(`${old}.again`, file);
      }
    }
    return { changed, damaged };
  }

  /**
   * Removes the folder. Keeps the old files under another name if `backup` is given.
   *
   * @returns true if old files were kept
   */
  remove(backup?: string): boolean {
    const old = join(this.#folder, 'old');
    const isKept = backup !== undefined && existsSync(old);
    if (isKept) renameSync(old, join(this.#root, backup));
    // Without its list, the folder means nothing to the next update.
    rmSync(join(this.#folder, 'changes.json'), { force: true });
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    return isKept;
  }

  #open(): void {
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, PROCESS), `${process.pid}\n`);
  }

  #writeNew(path: string, { content, isExecutable }: NonNullable<Write>): void {
    const file = join(this.#folder, 'new', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { flush: true });
    if (isExecutable) chmodSync(file, lstatSync(file).mode | ((lstatSync(file).mode & 0o444) >> 2));
  }

  #read(path: string): Buffer | undefined {
    const file = join(this.#root, path);
    return lstatSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : undefined;
  }

  #removeEmptyFolders(path: string): void {
    const folder = join(this.#root, path);
    if (path === '.' || !existsSync(folder) || readdirSync(folder).length > 0) return;
    rmdirSync(folder);
    this.#removeEmptyFolders(dirname(path));
  }
}

function fingerprint(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** True if the process whose number a file contains has not ended, and is not this process. */
function isRunning(file: string): boolean {
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process of another user cannot be reached, but runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
