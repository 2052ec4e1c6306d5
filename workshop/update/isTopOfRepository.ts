import { realpathSync } from 'node:fs';
import { Git } from './Git';

/** True if a folder is the top of a git repository, and not a folder inside of one. */
export function isTopOfRepository(folder: string): boolean {
  const top = new Git(folder).maybe('rev-parse', '--show-toplevel');
  return top !== undefined && realpathSync(top) === realpathSync(folder);
}

/** True if git can fetch from a folder. */
export function isRepositoryFolder(folder: string): boolean {
  const isBare = new Git(folder).maybe('rev-parse', '--is-bare-repository') === 'true';
  return isBare || isTopOfRepository(folder);
}
