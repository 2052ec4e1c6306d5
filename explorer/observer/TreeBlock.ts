import type { Address } from '../../solution/supplied/types';
import type { SeenBlock } from '../updates';

/** A block in the tree. */
export interface TreeBlock extends SeenBlock {
  /** Null for genesis. */
  readonly parent: TreeBlock | null;
  /** Who had it first, as far as we know; null for genesis. */
  readonly broughtBy: Address | null;
  /** Whether it is on the valid chain with the most work. */
  isOnBest: boolean;
}
