import type { Address } from '../../solution/supplied/types';
import type { SeenBlock } from '../channel/Updates';

/** A block in the observer's tree. */
export interface TreeBlock extends SeenBlock {
  /** Null for genesis. */
  readonly parent: TreeBlock | null;
  /** The user that showed the block first. Null for genesis. */
  readonly broughtBy: Address | null;
  /** True if the block is on the valid chain with the most work. */
  isOnBest: boolean;
}
