import type { Code } from '../../../solution/supplied/Refusal';
import type { TreeNode } from '../model/BlockTree';

/** How a block stands: on the main chain, on a fork that somebody follows, left behind, or invalid. */
export type Status = 'main' | 'fork' | 'orphaned' | 'invalid';

export function statusOf({ isMain, isHeld, isValid }: TreeNode): Status {
  if (!isValid) return 'invalid';
  if (isMain) return 'main';
  return isHeld ? 'fork' : 'orphaned';
}

/** What a card says of how its block stands; nothing for the main chain, where all is well. */
export function statusLabel(status: Status, code: Code | null): string {
  if (status === 'main') return '';
  if (status === 'invalid') return code ?? 'on an invalid block';
  return status;
}
