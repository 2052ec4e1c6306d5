import { applyTransaction } from '../../solution/ledger';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Block, Hash, Ledger } from '../../solution/supplied/types';

/** A block, and when it was mined by two clocks, in milliseconds since 1970. */
export interface MinedBlock {
  block: Block;
  miner: string;
  /** By the machine's clock, which counts as right. */
  at: number;
  /** By the miner's clock. */
  clock: number;
}

/** The result of applying blocks in some order. */
export interface Replay {
  /** The code of each refused transaction, by its block's hash. */
  refused: ReadonlyMap<Hash, Code>;
  balances: ReadonlyMap<Address, number>;
}

/** Applies blocks to an empty ledger in this order, and leaves out what is refused. */
export function replay(genesis: Hash, blocks: readonly MinedBlock[]): Replay {
  const ledger: Ledger = { genesis, balances: new Map(), transactions: new Map() };
  const refused = new Map<Hash, Code>();
  for (const { block } of blocks) {
    try {
      applyTransaction(ledger, block.data);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.set(block.hash, error.code);
    }
  }
  return { refused, balances: ledger.balances };
}

/** Returns blocks in the order of their miners' clocks, as the original course sorted them. */
export function byClock(blocks: readonly MinedBlock[]): MinedBlock[] {
  return blocks.toSorted((one, other) => one.clock - other.clock);
}

/**
 * Returns how far one miner's clock must be ahead to spoil a replay by clock, in milliseconds. All
 * other clocks are right. The order of two blocks changes only if the skew moves a block of this
 * miner past another miner's, so no other skew needs to be tried.
 *
 * @returns undefined if no skew spoils the replay
 */
export function smallestSkew(
  genesis: Hash,
  blocks: readonly MinedBlock[],
  miner: string,
): number | undefined {
  const own = blocks.filter((each) => each.miner === miner);
  const others = blocks.filter((each) => each.miner !== miner);
  const skews = own.flatMap(({ at }) => others.map((other) => Math.floor(other.at - at) + 1));
  return skews
    .filter((skew) => skew >= 0)
    .toSorted((one, other) => one - other)
    .find((skew) => {
      const skewed = blocks.map((each) => ({
        ...each,
        clock: each.miner === miner ? each.at + skew : each.at,
      }));
      return replay(genesis, byClock(skewed)).refused.size > 0;
    });
}
