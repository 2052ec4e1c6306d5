import { hash as digest } from 'node:crypto';
import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import type { Chain } from '../../../solution/supplied/chain/Chain';
import { NETWORK, REWARD } from '../../../solution/supplied/constants';
import type { Block, Draft, Transaction } from '../../../solution/supplied/types';
import type { Random } from '../../harness/parent/suite/Random';
import { truePrefix, zeroBits } from '../../harness/parent/suite/trueHash';

/** A low difficulty. A block takes 16 hashes on average. */
const EASY = 4;

/** Returns a genesis block with a time in the past. */
export function genesisBlock(random: Random, difficulty = EASY): Block {
  return createGenesisBlock(random.time(), difficulty);
}

/** Returns the genesis block of another network with the same difficulty. */
export function otherGenesis({ timestamp, difficulty }: Block): Block {
  return createGenesisBlock(timestamp + 1, difficulty);
}

/**
 * Returns a mined coin.
 *
 * @param id unique in a chain
 * @param to the miner's address, or a name that is turned into an address
 */
export function coin(id: string, to: string): Transaction {
  const address = /^[0-9a-f]{64}$/.test(to) ? to : digest('sha256', to);
  return { id, from: NETWORK, to: address, amount: REWARD, signature: '' };
}

/**
 * Mines a draft. The code is independent of the course's own code.
 *
 * @param isWanted says if a hash with this number of zero bits is wanted; the default wants enough
 * work
 * @returns the block with the lowest nonce whose hash is wanted
 */
export function minedBlock(
  draft: Draft,
  isWanted = (bits: number): boolean => bits >= draft.difficulty,
): Block {
  const prefix = truePrefix(draft);
  for (let nonce = 0; ; nonce++) {
    const hash = digest('sha256', `${prefix}${nonce}]`);
    if (isWanted(zeroBits(hash))) return { ...draft, nonce, hash };
  }
}

/**
 * Returns the block with another nonce. The new hash begins with a one bit, so the block has no
 * work.
 */
export function withoutWork(block: Block): Block {
  return minedBlock(block, (bits) => bits === 0);
}

/**
 * Returns a valid block on top of `parent`. The new block is one second later.
 *
 * @param changes fields that differ, for example to make the block invalid; the block is mined with
 * these fields
 */
export function blockOn(parent: Block, data: Transaction, changes: Partial<Draft> = {}): Block {
  const { index, timestamp, hash, difficulty } = parent;
  return minedBlock({
    index: index + 1,
    timestamp: timestamp + 1000,
    previousHash: hash,
    difficulty,
    data,
    ...changes,
  });
}

/** Returns a branch of valid blocks, one block for each transaction. */
export function mint(parent: Block, transactions: readonly Transaction[]): Block[] {
  const branch: Block[] = [];
  for (const data of transactions) branch.push(blockOn(branch.at(-1) ?? parent, data));
  return branch;
}

/**
 * Returns a branch of valid blocks, each with a coin.
 *
 * @param name the miner; another name gives another branch
 */
export function grow(parent: Block, count: number, name: string): Block[] {
  const heights = Array.from({ length: count }, (_, i) => parent.index + 1 + i);
  return mint(
    parent,
    heights.map((height) => coin(`${name}-${height}`, name)),
  );
}

/**
 * Returns the chain of these blocks. The code is independent of the course's own code.
 *
 * @param blocks valid blocks, genesis first
 */
export function chainOf(blocks: readonly Block[]): Chain {
  const balances = new Map<string, number>();
  const add = (address: string, cents: number): void => {
    const balance = (balances.get(address) ?? 0) + cents;
    if (balance === 0) balances.delete(address);
    else balances.set(address, balance);
  };
  for (const { from, to, amount } of blocks.slice(1).map(({ data }) => data)) {
    if (from !== NETWORK) add(from, -amount);
    add(to, amount);
  }
  return {
    blocks: [...blocks],
    heights: new Map(blocks.map(({ hash, index }) => [hash, index])),
    ledger: {
      genesis: blocks[0].hash,
      balances,
      transactions: new Map(blocks.map(({ data }) => [data.id, data])),
    },
  };
}
