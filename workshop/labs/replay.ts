import { applyTransaction } from '../../solution/ledger';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Block, Hash, Ledger } from '../../solution/supplied/types';

/** A block, its miner, and the time of mining on two clocks, in milliseconds since 1970. */
export interface MinedBlock {
  block: Block;
  miner: string;
  /** The time on the machine's clock. This clock counts as right. */
  at: number;
  /** The time on the miner's clock. */
  clock: number;
}

/** The result of applying blocks in some order. */
export interface Replay {
  /** The code of each refused transaction, by the hash of its block. */
  refused: ReadonlyMap<Hash, Code>;
  balances: ReadonlyMap<Address, number>;
}

/** Applies blocks to an empty ledger in the given order. Skips refused transactions. */
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
 * Returns the smallest skew of one miner's clock that changes a replay by clock. The skew is in
 * milliseconds. All other clocks are right. The order changes only if the skew moves a block of this miner past a
 * block of another miner. So the function tries only these skews.
 *
 * @returns undefined if every skew leaves the replay unchanged
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
