import { createGenesisBlock, nextBlock } from '../../solution/createGenesisBlock';
import { mine } from '../../solution/mine';
import { sign } from '../../solution/signatures';
import { createKeys } from '../../solution/supplied/chain/keys';
import type { Keys } from '../../solution/supplied/chain/keys';
import { NETWORK, REWARD } from '../../solution/supplied/constants';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Block, Transaction } from '../../solution/supplied/types';

/** The time of the genesis block in all tests. */
export const START = 1_700_000_000_000;

/** Makes a genesis block with a low difficulty. */
export const genesisBlock = (): Block => createGenesisBlock(START, 4);

export const [ALICE, BOB, CAROL]: Keys[] = [createKeys(), createKeys(), createKeys()];

let lastId = 0;

/** Makes a mined coin with a new id. */
export function coin(to: Keys | Address): Transaction {
  const address = typeof to === 'string' ? to : to.address;
  return { id: `coin-${++lastId}`, from: NETWORK, to: address, amount: REWARD, signature: '' };
}

/** Makes a signed payment with a new id. */
export function payment(from: Keys, to: Keys, amount: number, genesis: Block): Transaction {
  const id = `payment-${++lastId}`;
  const unsigned = { id, from: from.address, to: to.address, amount, signature: '' };
  return sign(unsigned, genesis.hash, from.privateKey);
}

/** Mines a block on top of `parent`. */
export function mined(
  parent: Block,
  data: Transaction,
  timestamp = parent.timestamp + 1000,
): Block {
  const block = mine(nextBlock(parent, data, timestamp), () => true);
  if (block === null) throw new Error('mining was stopped');
  return block;
}

/** Mines some blocks on top of `parent`. Each block has a coin for `to`. */
export function minedBlocks(parent: Block, count: number, to: Keys): Block[] {
  const blocks: Block[] = [];
  for (let i = 0; i < count; i++) blocks.push(mined(blocks.at(-1) ?? parent, coin(to)));
  return blocks;
}

/**
 * Returns the code of the Refusal that `run` throws. Returns undefined if `run` does not throw a
 * Refusal.
 */
export function codeOf(run: () => unknown): Code | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
