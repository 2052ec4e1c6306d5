import { hash as digest } from 'node:crypto';
import { createGenesisBlock } from '../../../solution/createGenesisBlock';
import { NETWORK, REWARD } from '../../../solution/supplied/constants';
import type { Block, Draft, Transaction } from '../../../solution/supplied/types';
import type { Random } from '../../harness/parent/suite/Random';
import { finished } from './finished';

/** Sixteen hashes a block: done in no time, and yet work. */
const EASY = 4;

/** A genesis block somewhere in the past. */
export function genesisBlock(random: Random, difficulty = EASY): Block {
  return createGenesisBlock(random.time(), difficulty);
}

/** The genesis block of another network, of the same age and difficulty. */
export function otherGenesis({ timestamp, difficulty }: Block): Block {
  return createGenesisBlock(timestamp + 1, difficulty);
}

/**
 * A coin for a miner.
 *
 * @param id unique in a chain
 * @param to the miner's address, or a name to take one for
 */
export function coin(id: string, to: string): Transaction {
  const address = /^[0-9a-f]{64}$/.test(to) ? to : digest('sha256', to);
  return { id, from: NETWORK, to: address, amount: REWARD, signature: '' };
}

/**
 * A good block on top of another, a second later.
 *
 * @param changes what is to be wrong with it, or otherwise at least; it is mined like that
 */
export function blockOn(parent: Block, data: Transaction, changes: Partial<Draft> = {}): Block {
  const { index, timestamp, hash, difficulty } = parent;
  return finished({
    index: index + 1,
    timestamp: timestamp + 1000,
    previousHash: hash,
    difficulty,
    data,
    ...changes,
  });
}

/** A branch of good blocks, one for each transaction. */
export function mint(parent: Block, transactions: readonly Transaction[]): Block[] {
  const branch: Block[] = [];
  for (const data of transactions) branch.push(blockOn(branch.at(-1) ?? parent, data));
  return branch;
}

/**
 * A branch of good blocks, each with a coin.
 *
 * @param name who mines them: another name, another branch
 */
export function grow(parent: Block, count: number, name: string): Block[] {
  const heights = Array.from({ length: count }, (_, i) => parent.index + 1 + i);
  return mint(
    parent,
    heights.map((height) => coin(`${name}-${height}`, name)),
  );
}
