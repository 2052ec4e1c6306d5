import { applyTransaction } from '../../ledger';
import { validateBlock } from '../../validateBlock';
import type { Block, Hash, Ledger } from '../types';

/** A chain of blocks, and what follows from them. Appending costs the same at any height. */
export interface Chain {
  /** Genesis first; `blocks[i].index` is `i`. */
  blocks: Block[];
  /** The height of every block on the chain, by its hash. */
  heights: Map<Hash, number>;
  ledger: Ledger;
}

/** A chain of one block: its genesis. */
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

/** The newest block of a chain. */
export function tip(chain: Chain): Block {
  return chain.blocks[chain.blocks.length - 1];
}

/** The block of that hash, if it is on the chain. */
export function blockOf(chain: Chain, hash: Hash): Block | undefined {
  const height = chain.heights.get(hash);
  return height === undefined ? undefined : chain.blocks[height];
}

/** The work in some blocks: the sum of 2^difficulty, the hashes expected for each. */
export function workOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + 2 ** block.difficulty, 0);
}

/** The work in a whole chain. All its blocks have one difficulty. */
export function chainWork(chain: Chain): number {
  return chain.blocks.length * 2 ** chain.blocks[0].difficulty;
}

/**
 * Checks a block by all rules and puts it on top.
 *
 * @param candidate what came from outside, not yet checked
 * @param now our clock, in milliseconds since 1970
 * @throws Refusal with the code of the first rule that it breaks; then nothing has changed
 */
export function appendBlock(chain: Chain, candidate: unknown, now: number): Block {
  const block = validateBlock(candidate, tip(chain), now);
  pushBlock(chain, block);
  return block;
}

/**
 * Puts a block on top that was checked before. Only the ledger still checks its transaction.
 *
 * @throws Refusal if the ledger refuses its transaction; then nothing has changed
 */
export function pushBlock(chain: Chain, block: Block): void {
  applyTransaction(chain.ledger, block.data);
  chain.blocks.push(block);
  chain.heights.set(block.hash, block.index);
}
