import type { Code } from '../../solution/supplied/Refusal';
import type { TreeBlock } from './TreeBlock';

/** What shows that a user's part is wrong. */
export type Evidence =
  /** The first invalid block of the user's chain. */
  | { kind: 'block'; block: TreeBlock }
  /** A block of the chain without a block's shape. `reason` is our own sentence. */
  | { kind: 'shape'; position: number; reason: string }
  /** An answer of the user. */
  | { kind: 'answer'; code: Code };
