import type { Code } from '../../../solution/supplied/Refusal';
import type { TreeNode } from '../model/DrawnTree';

/**
 * The status of a block. A `fork` block is on a fork that a user follows. An `orphaned` block is
 * valid, but no user follows its branch.
 */
export type Status = 'main' | 'fork' | 'orphaned' | 'invalid';

export function statusOf({ isMain, isFollowed, isValid }: TreeNode): Status {
  if (!isValid) return 'invalid';
  if (isMain) return 'main';
  return isFollowed ? 'fork' : 'orphaned';
}

/**
 * Returns the label of a card for the status of its block. The label is empty on the main chain.
 */
export function statusLabel(status: Status, code: Code | null): string {
  if (status === 'main') return '';
  if (status === 'invalid') {
    return code === null || code === 'unknown-parent' ? 'after invalid' : code;
  }
  return status;
}
