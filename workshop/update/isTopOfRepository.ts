import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Git, GitError } from './Git';

/**
 * True if a folder is the top of a git repository, and not a folder inside of one.
 *
 * @throws Error if the folder has a `.git`, and git does not accept it
 */
export function isTopOfRepository(folder: string): boolean {
  try {
    // The second line is the path from the top. At the top, it is empty.
    return new Git(folder).text(['rev-parse', '--is-inside-work-tree', '--show-prefix']) === 'true';
  } catch (error) {
    if (!(error instanceof GitError) || !existsSync(join(folder, '.git'))) return false;
    throw new Error(`git does not accept the repository in ${folder} (${error.message})`, {
      cause: error,
    });
  }
}

/** True if git can fetch from a folder. */
export function isRepositoryFolder(folder: string): boolean {
  const isBare = new Git(folder).maybe('rev-parse', '--is-bare-repository') === 'true';
  return isBare || isTopOfRepository(folder);
}
