/** How deep a fork is, and when its chain began, in milliseconds since 1970. */
export interface DeepData {
  depth: number;
  begin: number;
}

/** A chain in a few numbers. */
interface ChainSeen {
  blocks: number;
  tip: string;
  heights: number;
  transactions: number;
  balances: string;
}

/** What two reorganisations of a deep fork did. */
export interface DeepSeen {
  undone: { count: number; first?: string; last?: string };
  /** The chain after the first one, which is accepted. */
  after: ChainSeen;
  /** The code of the second one, which is refused. */
  refused: string;
  /** The chain after the second one. */
  restored: ChainSeen;
}
