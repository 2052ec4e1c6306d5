import { existsSync, renameSync, rmSync } from 'node:fs';
import { Git } from './Git';
import { UpdateFolder } from './UpdateFolder';

/**
 * Ends what an update left that was killed: completes it if its commit is the current one, or else
 * brings the old files back.
 *
 * @returns a line about this, or undefined if there is nothing to do
 */
export function recoverUpdate(root: string, isRepository: boolean): string | undefined {
  const folder = new UpdateFolder(root);
  const left = folder.leftover();
  if (left === undefined) return undefined;
  const git = new Git(root);
  const isDone =
    isRepository && left.commit !== undefined && git.maybe('rev-parse', 'HEAD') === left.commit;
  const index = isRepository ? git.index : undefined;
  if (isDone && index !== undefined && existsSync(folder.fileFor('index'))) {
    renameSync(folder.fileFor('index'), index);
  }
  const changed = isDone ? [] : folder.restore();
  if (index !== undefined) rmSync(`${index}.lock`, { force: true });
  folder.remove();
  if (isDone) return 'The last update was interrupted at its end. It is complete now.';
  return (
    'The last update was interrupted. The files from before it are back.' +
    (changed.length > 0 ? ` You changed these afterwards, so they stay: ${changed.join(', ')}` : '')
  );
}
