import { applyTransaction } from '../../solution/ledger';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Block, Hash, Ledger } from '../../solution/supplied/types';

/** A block, and when it was mined by two clocks, in milliseconds since 1970. */
export interface Mined {
  block: Block;
  miner: string;
  /** By the machine's clock, which is right. */
  at: number;
  /** By the clock of the miner. */
  clock: number;
}

/** What came of applying blocks in some order. */
export interface Replay {
  /** Why a block's transaction was refused, by the block's hash. */
  refused: ReadonlyMap<Hash, Code>;
  balances: ReadonlyMap<Address, number>;
}

/** Applies blocks to an empty ledger, in the order given; what is refused is left out. */
export function replay(genesis: Hash, blocks: readonly Mined[]): Replay {
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

/** Blocks as the original course ordered them: by their miners' clocks. */
export function byClock(blocks: readonly Mined[]): Mined[] {
  return blocks.toSorted((one, other) => one.clock - other.clock);
}

/**
 * How many milliseconds ahead one miner's clock is enough, all others being right, for a replay by
 * clock to go wrong. The order changes only where a skew carries one of that miner's blocks past one
 * of somebody else's, so those skews are all that need to be tried.
 *
 * @returns undefined if no skew does it
 */
export function smallestSkew(
  genesis: Hash,
  blocks: readonly Mined[],
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
