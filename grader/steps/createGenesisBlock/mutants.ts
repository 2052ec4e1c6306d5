import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'createGenesisBlock';

export const mutants: Mutants = {
  wrong: [
    {
      name: 'a slow clock is believed',
      source: replaceOnce(STEP, 'Math.max(now, parent.timestamp)', 'now'),
      loses: ['timestamp is now'],
      advice:
        'A block may not be older than its parent, so others would refuse it: take the later of the two times.',
    },
    {
      name: 'the clock is read',
      source: replaceOnce(STEP, 'timestamp,\n', 'timestamp: Date.now(),\n'),
      loses: ['Its timestamp and its difficulty'],
      advice:
        'Two users who begin with the same time then have different blocks: use the `timestamp` that you were given.',
    },
    {
      name: 'the genesis block names "0" as its parent, as in many tutorials',
      source: replaceOnce(STEP, 'NO_PARENT,\n', "'0',\n"),
      loses: ['A genesis block has index 0'],
      advice: 'A hash has 64 digits, also one that stands for no parent: take `NO_PARENT`.',
    },
    {
      name: 'the genesis block mints a first coin',
      source: replaceOnce(STEP, 'amount: 0,', 'amount: REWARD,').replace(
        'NO_PARENT }',
        'NO_PARENT, REWARD }',
      ),
      loses: ['Its data pays nobody'],
      advice: 'That coin has cost no work: the genesis block moves an amount of 0.',
    },
    {
      name: 'every genesis shares its data',
      source: `${replaceOnce(STEP, "{ id: GENESIS_ID, from: NETWORK, to: NETWORK, amount: 0, signature: '' }", 'DATA')}
const DATA = { id: GENESIS_ID, from: NETWORK, to: NETWORK, amount: 0, signature: '' };
`,
      loses: ['Each call gives a new block'],
      advice: 'Whoever changes one changes all: make a new object in each call.',
    },
    {
      name: 'the hash lacks the nonce’s zero',
      source: replaceOnce(
        STEP,
        'hash: hashBlock(genesis)',
        'hash: hashBlock({ ...genesis, nonce: 1 })',
      ),
      loses: ['Its hash is the hash of the block'],
      advice: 'Hash the block with the nonce that it has, which is 0.',
    },
    {
      name: 'the parent is hashed anew',
      source: replaceOnce(STEP, 'previousHash: parent.hash', 'previousHash: hashBlock(parent)'),
      loses: ['index is the parent’s plus one'],
      advice: 'The parent says what its hash is, and it has been checked: take `parent.hash`.',
    },
    {
      name: 'the block before the parent is named',
      source: replaceOnce(STEP, 'previousHash: parent.hash', 'previousHash: parent.previousHash'),
      loses: ['index is the parent’s plus one'],
      advice:
        'A block names its parent. Take `parent.hash`; `parent.previousHash` is one too far back.',
    },
    {
      name: 'the index of the parent is counted up',
      source: replaceOnce(STEP, 'parent.index + 1', '++parent.index'),
      loses: ['parent and data are left'],
      advice: '`++` changes the parent, which is on the chain already: write `parent.index + 1`.',
    },
    {
      name: 'the parent is spread',
      source: replaceOnce(
        STEP,
        'index: parent.index + 1',
        '...parent,\n    index: parent.index + 1',
      ),
      loses: ['A draft has five fields'],
      advice: "Then the draft also has the parent's nonce and hash: name the five fields.",
    },
    {
      name: 'the data is not copied',
      source: replaceOnce(STEP, '{ ...data }', 'data'),
      loses: ['data has the same fields'],
      advice: 'Whoever changes the transaction later changes your block, too: copy it.',
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
