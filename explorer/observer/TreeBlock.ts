import type { Address, Hash } from '../../solution/supplied/types';
import type { SeenBlock } from '../channel/Updates';

/** A block in the observer's tree. */
export interface TreeBlock extends SeenBlock {
  /** Unique in the tree. A block with real work has its hash as id. */
  readonly id: Hash;
  /** Null for genesis. */
  readonly parent: TreeBlock | null;
  /** How many blocks come before this block. The `index` of an invalid block can differ. */
  readonly position: number;
  /** The user that showed the block first. Null for genesis. */
  readonly broughtBy: Address | null;
  /** True if the block is on the valid chain with the most work. */
  isOnBest: boolean;
}
