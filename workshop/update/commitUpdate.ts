import { closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import type { Git } from './Git';
import type { Disk, Plan } from './planUpdate';
import type { ReadyUpdate } from './ReadyUpdate';
import { UpdateFolder } from './UpdateFolder';

/** What an update records in git. */
interface Commits {
  commit: ReadyUpdate['commit'];
  from: string;
  head: string;
  next: string;
}

/**
 * Changes files, index and branch together. Adds a commit, and never changes one.
 *
 * @throws Error if something fails; everything is then as before
 */
export function commitUpdate(
  root: string,
  git: Git,
  plan: Plan,
  disk: Disk,
  { commit, from, head, next }: Commits,
): boolean {
  const folder = new UpdateFolder(root);
  const lock = lockIndex(git);
  let target: string | undefined;
  const begin = (): string | undefined => {
    if (git.text(['rev-parse', 'HEAD']) !== head) {
      throw new Error(
        'there is a new commit since the update was prepared. Nothing has changed; try again',
      );
    }
    if (commit === 'nothing') return undefined;
    target = commit === 'merge' ? mergeCommit(git, plan, folder, { from, head, next }) : next;
    makeIndex(git, folder.fileFor('index'), head, target);
    return target;
  };
  const end = (): void => {
    if (target === undefined) return;
    git.text(['update-ref', '-m', `update: from ${from}`, 'HEAD', target, head]);
    renameSync(folder.fileFor('index'), lock.index);
  };
  const isFinal = (): boolean => target !== undefined && git.maybe('rev-parse', 'HEAD') === target;
  try {
    folder.change(plan, disk, { begin, end, isFinal });
  } finally {
    lock.release();
  }
  git.maybe('update-index', '-q', '--refresh');
  return false;
}

/**
 * Locks git's index as git itself does, against other programs that use git.
 *
 * @throws Error if another program has locked it
 */
function lockIndex(git: Git): { index: string; release: () => void } {
  const index = git.index;
  const lock = `${index}.lock`;
  try {
    closeSync(openSync(lock, 'wx'));
  } catch (error) {
    throw new Error(
      `another program uses git here, or ended in the middle (${lock} exists). Nothing has changed`,
      { cause: error },
    );
  }
  return { index, release: () => rmSync(lock, { force: true }) };
}

/** Makes the commit that joins the student's commits with the update. Nothing points to it yet. */
function mergeCommit(
  git: Git,
  plan: Plan,
  folder: UpdateFolder,
  { from, head, next }: Omit<Commits, 'commit'>,
): string {
  const env = { GIT_INDEX_FILE: folder.fileFor('merge-index') };
  // Links, nested repositories and all other files of the student's commit stay as they are.
  git.bytes(['read-tree', head], { env });
  const none = '0'.repeat(next.length);
  // A folder can take the name of a deleted file, so deletions are first.
  const merged = [...plan.merged].toSorted(
    ([, a], [, b]) => Number(a !== null) - Number(b !== null),
  );
  const entries = merged.map(([path, file]) => {
    if (file === null) return `0 ${none}\t${path}\0`;
    const id =
      'id' in file ? file.id : git.text(['hash-object', '-w', '--stdin'], { input: file.content });
    return `${file.isExecutable ? '100755' : '100644'} ${id}\t${path}\0`;
  });
  git.bytes(['update-index', '-z', '--index-info'], { env, input: entries.join('') });
  const tree = git.text(['write-tree'], { env });
  const message = `Update the course from ${from.split(', ')[0]}`;
  return git.text(['commit-tree', tree, '-p', head, '-p', next, '-m', message], {
    env: committer(git),
  });
}

/** Returns a name for the commit if the student has not told git a name. */
function committer(git: Git): Record<string, string> {
  if (git.succeeds('var', 'GIT_COMMITTER_IDENT') && git.succeeds('var', 'GIT_AUTHOR_IDENT')) {
    return {};
  }
  const [name, email] = ['npm run update', 'update@localhost'];
  return {
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email },
  };
}

/**
 * Makes the index for the new commit. What the student has staged stays staged.
 *
 * @throws Error if the update changes a file that is staged with other content
 */
function makeIndex(git: Git, index: string, head: string, target: string): void {
  const current = git.index;
  if (existsSync(current)) copyFileSync(current, index);
  try {
    git.bytes(['read-tree', '-i', '-m', head, target], { env: { GIT_INDEX_FILE: index } });
  } catch (error) {
    const staged = git.text(['diff', '--cached', '--name-only', head]).split('\n').join(', ');
    if (staged === '') throw error;
    throw new Error(
      `the update changes a file that you have staged (${staged}). Commit first: git commit. ` +
        'Nothing has changed',
      { cause: error },
    );
  }
}
