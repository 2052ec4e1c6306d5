import { applyTransaction } from '../../ledger';
import { validateBlock } from '../../validateBlock';
import type { Block, Hash, Ledger } from '../types';

/** A chain of blocks, with its ledger. Appending a block takes the same time at any height. */
export interface Chain {
  /** All blocks, from the genesis block on; `blocks[i].index` is `i`. */
  blocks: Block[];
  /** The height of every block on the chain, by the block's hash. */
  heights: Map<Hash, number>;
  ledger: Ledger;
}

/** Returns a chain with only the genesis block. */
export function createChain(genesis: Block): Chain {
  return {
    blocks: [genesis],
    heights: new Map([[genesis.hash, 0]]),
    ledger: {
      genesis: genesis.hash,
      balances: new Map(),
      transactions: new Map([[genesis.data.id, genesis.data]]),
    },
  };
}

/** Returns a copy of a chain. Changes of the copy do not change the chain. */
export function copyChain({ blocks, heights, ledger }: Chain): Chain {
  const { genesis, balances, transactions } = ledger;
  return {
    blocks: [...blocks],
    heights: new Map(heights),
    ledger: { genesis, balances: new Map(balances), transactions: new Map(transactions) },
  };
}

/** Returns the newest block of a chain. */
export function tip(chain: Chain): Block {
  return chain.blocks[chain.blocks.length - 1];
}

/** Returns the block with a hash, or undefined if the block is not on the chain. */
export function blockOf(chain: Chain, hash: Hash): Block | undefined {
  const height = chain.heights.get(hash);
  return height === undefined ? undefined : chain.blocks[height];
}

/**
 * Returns the work in some blocks: the sum of 2^difficulty, the expected number of hashes for a
 * block.
 */
export function workOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + 2 ** block.difficulty, 0);
}

/** Returns the work in a whole chain. All blocks of a chain have the same difficulty. */
export function chainWork(chain: Chain): number {
  return chain.blocks.length * 2 ** chain.blocks[0].difficulty;
}

/**
 * Checks a block by all rules, and appends the block to the chain.
 *
 * @param candidate a value from outside, which is not checked yet
 * @param now our time, in milliseconds since 1970
 * @throws Refusal with the code of the first broken rule; then the chain is unchanged
 */
export function appendBlock(chain: Chain, candidate: unknown, now: number): Block {
  const block = validateBlock(candidate, tip(chain), now);
  pushBlock(chain, block);
  return block;
}

/**
 * Appends a checked block to the chain. Only the ledger checks the transaction here.
 *
 * @throws Refusal if the ledger refuses the transaction; then the chain is unchanged
 */
export function pushBlock(chain: Chain, block: Block): void {
  applyTransaction(chain.ledger, block.data);
  chain.blocks.push(block);
  chain.heights.set(block.hash, block.index);
}
