import type { Address } from '../../solution/supplied/types';
import type { SeenBlock } from '../channel/Updates';

/** A block in the observer's tree. */
export interface TreeBlock extends SeenBlock {
  /** Null for genesis. */
  readonly parent: TreeBlock | null;
  /** The user that showed it first; null for genesis. */
  readonly broughtBy: Address | null;
  /** True if it is on the valid chain with the most work. */
  isOnBest: boolean;
}
