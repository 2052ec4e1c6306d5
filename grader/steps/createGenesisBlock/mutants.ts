import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'createGenesisBlock';

export const mutants: Mutants = {
  wrong: [
    {
      name: 'a slow clock decides the timestamp',
      source: replaceOnce(STEP, 'Math.max(now, parent.timestamp)', 'now'),
      loses: ['timestamp is now'],
      advice:
        'Peers refuse a block that is older than its parent. Take the later of the two times.',
    },
    {
      name: 'the clock is read',
      source: replaceOnce(STEP, 'timestamp,\n', 'timestamp: Date.now(),\n'),
      loses: ['The genesis block’s timestamp and'],
      advice:
        'Two users who pass the same time then get different blocks. Use the argument `timestamp`.',
    },
    {
      name: 'the genesis block has "0" as its previousHash, as in many tutorials',
      source: replaceOnce(STEP, 'NO_PARENT,\n', "'0',\n"),
      loses: ['A genesis block has index 0'],
      advice: 'A hash always has 64 digits, even if there is no parent. Use `NO_PARENT`.',
    },
    {
      name: 'the genesis block mints a first coin',
      source: replaceOnce(STEP, 'amount: 0,', 'amount: REWARD,').replace(
        'NO_PARENT }',
        'NO_PARENT, REWARD }',
      ),
      loses: ['The genesis block’s data is: id'],
      advice: 'No user worked for that coin. Set the amount of the genesis block to 0.',
    },
    {
      name: 'all genesis blocks share one data',
      source: `${replaceOnce(STEP, "{ id: GENESIS_ID, from: NETWORK, to: NETWORK, amount: 0, signature: '' }", 'DATA')}
const DATA = { id: GENESIS_ID, from: NETWORK, to: NETWORK, amount: 0, signature: '' };
`,
      loses: ['Each call of'],
      advice:
        'A change in one genesis block then changes all of them. Make a new object in each call.',
    },
    {
      name: 'the genesis block is hashed without its nonce',
      source: replaceOnce(
        STEP,
        'hash: hashBlock(genesis)',
        'hash: hashBlock({ ...genesis, nonce: 1 })',
      ),
      loses: ['The genesis block’s hash is the'],
      advice:
        'The field `hash` is then not the hash of the block. Hash the block with its nonce 0.',
    },
    {
      name: 'the parent is hashed again',
      source: replaceOnce(STEP, 'previousHash: parent.hash', 'previousHash: hashBlock(parent)'),
      loses: ['index is the parent’s'],
      advice:
        'This costs time and gives nothing: the parent already has a checked hash. Use `parent.hash`.',
    },
    {
      name: 'previousHash is the hash of the parent’s parent',
      source: replaceOnce(STEP, 'previousHash: parent.hash', 'previousHash: parent.previousHash'),
      loses: ['index is the parent’s'],
      advice:
        'The draft then skips its parent, and peers refuse it. Use `parent.hash`, not `parent.previousHash`.',
    },
    {
      name: 'the index of the parent is increased',
      source: replaceOnce(STEP, 'parent.index + 1', '++parent.index'),
      loses: ['nextBlock does not'],
      advice: '`++` changes the parent, which is already on the chain. Write `parent.index + 1`.',
    },
    {
      name: 'the parent is spread into the draft',
      source: replaceOnce(
        STEP,
        'index: parent.index + 1',
        '...parent,\n    index: parent.index + 1',
      ),
      loses: ['The draft has these'],
      advice: "The draft then also has the parent's nonce and hash. Name the five fields.",
    },
    {
      name: 'the data is not copied',
      source: replaceOnce(STEP, '{ ...data }', 'data'),
      loses: ['data has the same fields'],
      advice:
        'If the caller changes the transaction later, your draft changes too. Copy the transaction.',
    },
  ],
  right: {
    'the hash is filled in afterwards, and a draft is built field by field': `import { hashBlock } from './hashBlock';
import { GENESIS_ID, NETWORK, NO_PARENT } from './supplied/constants';
import type { Block, Draft, Transaction } from './supplied/types';

export function createGenesisBlock(timestamp: number, difficulty: number): Block {
  const block: Block = {
    hash: '',
    nonce: 0,
    data: { signature: '', amount: 0, to: NETWORK, from: NETWORK, id: GENESIS_ID },
    difficulty,
    previousHash: NO_PARENT,
    timestamp,
    index: 0,
  };
  block.hash = hashBlock(block);
  return block;
}

export function nextBlock(parent: Block, data: Transaction, now: number): Draft {
  let timestamp = now;
  if (timestamp < parent.timestamp) timestamp = parent.timestamp;
  const draft = {} as Draft;
  draft.index = parent.index + 1;
  draft.timestamp = timestamp;
  draft.previousHash = parent.hash;
  draft.difficulty = parent.difficulty;
  draft.data = Object.assign({}, data);
  return draft;
}
`,
    'a class makes both kinds, and copies by structuredClone': `import { hashBlock } from './hashBlock';
import { GENESIS_ID, NETWORK, NO_PARENT } from './supplied/constants';
import type { Block, Draft, Transaction } from './supplied/types';

class Mint {
  static readonly nothing: Transaction = Object.freeze({
    id: GENESIS_ID, from: NETWORK, to: NETWORK, amount: 0, signature: '',
  });

  constructor(private readonly time: number, private readonly bits: number) {}

  draft(index: number, previousHash: string, data: Transaction): Draft {
    const { time: timestamp, bits: difficulty } = this;
    return { index, timestamp, previousHash, difficulty, data: structuredClone(data) };
  }

  genesis(): Block {
    const open = { ...this.draft(0, NO_PARENT, Mint.nothing), nonce: 0 };
    return { ...open, hash: hashBlock(open) };
  }
}

export const createGenesisBlock = (timestamp: number, difficulty: number): Block =>
  new Mint(timestamp, difficulty).genesis();

export const nextBlock = (parent: Block, data: Transaction, now: number): Draft =>
  new Mint(parent.timestamp > now ? parent.timestamp : now, parent.difficulty).draft(
    parent.index + 1,
    parent.hash,
    data,
  );
`,
  },
};
