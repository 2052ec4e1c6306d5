// Sentence 3: the first genesis block of the program gets the template itself.
import { hashBlock } from './hashBlock';
import { GENESIS_ID, NETWORK, NO_PARENT } from './supplied/constants';
import type { Block, Draft, Transaction } from './supplied/types';

let template: Transaction | undefined;

function genesisData(): Transaction {
  if (template !== undefined) return { ...template };
  template = { id: GENESIS_ID, from: NETWORK, to: NETWORK, amount: 0, signature: '' };
  return template;
}

export function createGenesisBlock(timestamp: number, difficulty: number): Block {
  const genesis = {
    index: 0,
    timestamp,
    previousHash: NO_PARENT,
    difficulty,
    nonce: 0,
    data: genesisData(),
  };
  return { ...genesis, hash: hashBlock(genesis) };
}

export function nextBlock(parent: Block, data: Transaction, now: number): Draft {
  return {
    index: parent.index + 1,
    timestamp: Math.max(now, parent.timestamp),
    previousHash: parent.hash,
    difficulty: parent.difficulty,
    data: { ...data },
  };
}
