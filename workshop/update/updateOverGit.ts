import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_FILES, isStepFile, oldCourse } from './CourseFiles';
import { commitUpdate } from './commitUpdate';
import { fileAt, stepsOnDisk } from './FolderFiles';
import { Git, GitError } from './Git';
import { movesOf } from './moveImports';
import { newsOf } from './newsOf';
import { pathsToLookAt, planUpdate } from './planUpdate';
import type { Disk, Versions } from './planUpdate';
import type { ReadyUpdate } from './ReadyUpdate';

/** The name of the fetched commit, until the end of the update. */
const FETCHED = 'refs/cantor/update';

/** Where an update comes from: a remote of the repository, or an address. */
interface Source {
  remote: string;
  shown: string;
}

/**
 * Fetches the newest version of the course and prepares the update. Changes no file.
 *
 * @param root the project's folder, the top of a git repository
 * @param from an address or a folder; undefined for the remote `upstream`, or else `origin`
 * @throws Error if there is no such remote, if git cannot reach it, or if git is in the middle of
 *   something
 */
export async function updateOverGit(root: string, from?: string): Promise<ReadyUpdate> {
  const git = new Git(root);
  mustBeReady(git);
  const source = sourceOf(git, from);
  try {
    await git.fetch(source.remote, FETCHED);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const reason = withoutPassword(error.message);
    throw new Error(`git cannot fetch from ${source.shown} (${reason}). Nothing has changed`, {
      cause: error,
    });
  }
  const head = git.text(['rev-parse', 'HEAD']);
  const next = git.text(['rev-parse', FETCHED]);
  git.maybe('update-ref', '-d', FETCHED);
  return prepare(root, git, source.shown, { head, next });
}

async function prepare(
  root: string,
  git: Git,
  from: string,
  { head, next }: { head: string; next: string },
): Promise<ReadyUpdate> {
  const common = git.maybe('merge-base', head, next);
  const commit = common === next ? 'nothing' : common === head ? 'next' : 'merge';
  const [mine, theirs] = [head, next].map((each) => git.filesOf(each));
  if (!theirs.files.has('grader/course/course.ts')) {
    throw new Error(`${from} is not this course. Nothing has changed`);
  }
  const link = [...theirs.links].find(([path, id]) => mine.links.get(path) !== id);
  if (link !== undefined) {
    throw new Error(
      `${link[0]} is a link in the new version, and npm run update does not copy links. ` +
        'Nothing has changed. Use git pull',
    );
  }
  const algorithm = head.length === 64 ? 'sha256' : 'sha1';
  const base =
    common === undefined
      ? await oldCourse(root, git.filesOf(firstCommit(git, head)), theirs, algorithm)
      : git.filesOf(common);
  const disk: Disk = {
    at: (path) => fileAt(root, path, algorithm),
    read: (path) => readFileSync(join(root, path)),
    steps: stepsOnDisk(root),
  };
  const moves = movesOf(theirs);
  const versions: Versions = { base, head: mine, next: theirs, commit, disk, moves };
  const paths = pathsToLookAt(versions);
  theirs.load(paths);
  mine.load(paths.filter(isStepFile));
  const plan = planUpdate(versions);
  return {
    from,
    plan,
    commit,
    news: commit === 'nothing' ? newsOf(NO_FILES, NO_FILES) : newsOf(base, theirs),
    run: () => commitUpdate(root, git, plan, disk, { commit, from, head, next }),
  };
}

/** Returns the first commit. A repository made from a template begins with a copy of the course. */
function firstCommit(git: Git, head: string): string {
  return git.text(['rev-list', '--max-parents=0', head]).split('\n').at(-1) ?? head;
}

/** @throws Error if a merge or something similar is not finished, or if there is no branch */
function mustBeReady(git: Git): void {
  const unfinished = [
    'MERGE_HEAD',
    'CHERRY_PICK_HEAD',
    'REVERT_HEAD',
    'rebase-merge',
    'rebase-apply',
  ];
  const folder = git.directory;
  if (unfinished.some((name) => existsSync(join(folder, name)))) {
    throw new Error('git is in the middle of a merge or a rebase. Finish it first; see git status');
  }
  if (git.maybe('rev-parse', '--verify', '--quiet', 'HEAD') === undefined) {
    throw new Error('this repository has no commit yet. Commit your files first');
  }
  if (git.maybe('symbolic-ref', '--quiet', 'HEAD') === undefined) {
    throw new Error('git is on no branch. Type git switch main, or the name of your branch, first');
  }
}

function sourceOf(git: Git, from: string | undefined): Source {
  if (from !== undefined) return { remote: from, shown: withoutPassword(from) };
  const remotes = git.text(['remote']).split('\n');
  const remote = ['upstream', 'origin'].find((name) => remotes.includes(name));
  if (remote === undefined) {
    throw new Error(
      'git has no remote upstream or origin. Ask your instructor for the address, and type ' +
        'npm run update from ADDRESS',
    );
  }
  const url = git.text(['remote', 'get-url', remote]);
  return { remote, shown: `${remote}, ${withoutPassword(url)}` };
}

/** Removes the name and the password, or the token, from an address. */
function withoutPassword(text: string): string {
  return text.replace(/:\/\/[^/\s]*@/g, '://');
}
