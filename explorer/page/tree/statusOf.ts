import type { Code } from '../../../solution/supplied/Refusal';
import type { TreeNode } from '../model/DrawnTree';

/** A block is on the main chain, on a fork that a user follows, on no user's chain, or invalid. */
export type Status = 'main' | 'fork' | 'orphaned' | 'invalid';

export function statusOf({ isMain, isFollowed, isValid }: TreeNode): Status {
  if (!isValid) return 'invalid';
  if (isMain) return 'main';
  return isFollowed ? 'fork' : 'orphaned';
}

/** The label of a card for its block's status; empty on the main chain. */
export function statusLabel(status: Status, code: Code | null): string {
  if (status === 'main') return '';
  if (status === 'invalid') return code ?? 'on an invalid block';
  return status;
}
