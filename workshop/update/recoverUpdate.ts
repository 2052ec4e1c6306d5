import { existsSync, renameSync, rmSync } from 'node:fs';
import { Git } from './Git';
import { UpdateFolder } from './UpdateFolder';

/**
 * Ends a killed update: completes it if its commit is already in the branch, or else brings the old
 * files back.
 *
 * @returns a line about this, or undefined if there is nothing to do
 */
export function recoverUpdate(root: string, isRepository: boolean): string | undefined {
  const folder = new UpdateFolder(root);
  const left = folder.leftover();
  if (left === undefined) return undefined;
  const git = new Git(root);
  const { commit = '', isComplete = false } = left;
  const isCommitted =
    isRepository && commit !== '' && git.succeeds('merge-base', '--is-ancestor', commit, 'HEAD');
  const isDone = isComplete || isCommitted;
  const index = isRepository ? git.index : undefined;
  // After another commit, the current index is newer.
  const isNewest = isCommitted && git.maybe('rev-parse', 'HEAD') === commit;
  if (isNewest && index !== undefined && existsSync(folder.fileFor('index'))) {
    renameSync(folder.fileFor('index'), index);
  }
  const { changed, damaged } = isDone ? { changed: [], damaged: [] } : folder.restore();
  if (index !== undefined) rmSync(`${index}.lock`, { force: true });
  folder.remove();
  if (isDone) return 'The last update was interrupted at its end. It is complete now.';
  return [
    'The last update was interrupted. The files from before it are back.',
    ...(changed.length > 0
      ? [`You changed these afterwards, so they stay: ${changed.join(', ')}.`]
      : []),
    ...(damaged.length > 0
      ? [`The copies of these are damaged, so the new files stay: ${damaged.join(', ')}.`]
      : []),
  ].join(' ');
}
