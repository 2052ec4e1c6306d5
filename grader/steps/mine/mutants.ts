import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'mine';
const ENOUGH = 'With difficulty 0 every hash is good';
const BITS = 'It counts bits';
const BITCOIN = 'It finds the work in the first block of Bitcoin';
const ORDER = 'mine tries the nonces';
const FIELDS = 'The block has the draft’s five fields';
const ASKS = 'It calls goOn(BATCH)';
const STOPS = 'If goOn returns false';
const KEEPS = 'The draft is left';
const BITS_LEFT =
  'return bitsLeft === 0 || Number.parseInt(hash.charAt(zeroDigits), 16) >> (4 - bitsLeft) === 0;';

export const mutants: Mutants = {
  wrong: [
    {
      name: 'hex digits are counted',
      source: replaceOnce(STEP, BITS_LEFT, "return hash.startsWith('0'.repeat(difficulty));"),
      loses: [ENOUGH, BITS, BITCOIN, ORDER, ASKS],
      advice:
        'Difficulty counts bits, and a hex digit holds four: whoever counts digits asks for four times as many zeros. Look at the bits of the digit where the zeros end.',
    },
    {
      name: 'one bit less is enough',
      source: replaceOnce(STEP, '(4 - bitsLeft) === 0', '(5 - bitsLeft) === 0'),
      loses: [BITS, ORDER, ASKS],
      advice: 'Check the edge: with 5 bits, the second digit may be 0 to 7, not more.',
    },
    {
      name: 'the zero bits must be exactly as many',
      source: replaceOnce(
        STEP,
        BITS_LEFT,
        'return BigInt(`0x${hash}`).toString(2).length === 256 - difficulty;',
      ),
      loses: [ENOUGH, BITCOIN, ORDER, ASKS],
      advice:
        'A hash with more zeros than asked for is rarer still, and as good: at least so many, not exactly.',
    },
    {
      name: 'the first nonce is 1',
      source: replaceOnce(STEP, 'let first = 0', 'let first = 1'),
      loses: [ORDER, ASKS],
      advice:
        'Nonces begin at 0; whoever checks your work by hand will look for the same first nonce.',
    },
    {
      name: 'nothing asks whether to go on',
      source: replaceOnce(STEP, '    if (!goOn(BATCH)) return null;\n', ''),
      loses: [ASKS, STOPS],
      advice:
        'Then nobody can stop the miner, and it works on blocks that are out of date: call `goOn` after each batch, and return null when it says no.',
    },
    {
      name: 'the miner asks goOn before each batch',
      source: replaceOnce(
        STEP,
        'for (let nonce = first;',
        'if (!goOn(BATCH)) return null;\n    for (let nonce = first;',
      ).replace('    if (!goOn(BATCH)) return null;\n  }', '  }'),
      loses: [ASKS],
      advice:
        'Ask after the batch, with the number of hashes made: asked before it, the count is wrong by one batch.',
    },
    {
      name: 'the answer of goOn is noticed one batch late',
      source: replaceOnce(
        STEP,
        'if (!goOn(BATCH)) return null;',
        'if (stop) return null;\n    stop = !goOn(BATCH);',
      ).replace('const prefix', 'let stop = false;\n  const prefix'),
      loses: [STOPS],
      advice:
        'A miner that was called off then makes a whole batch more on a job that is over: look at the answer when you get it.',
    },
    {
      name: 'the block gets the time at which it was found',
      source: replaceOnce(STEP, 'nonce, hash };', 'timestamp: Date.now(), nonce, hash };'),
      loses: [FIELDS],
      advice:
        'The hash was made with the time of the draft, and fits no other: leave the five fields as they are.',
    },
    {
      name: 'the draft becomes the block',
      source: replaceOnce(
        STEP,
        '{ ...draft, data: { ...draft.data }, nonce, hash }',
        'Object.assign(draft, { nonce, hash })',
      ),
      loses: [KEEPS],
      advice:
        'The same draft may be tried again, by another thread or with another clock: return a new object.',
    },
    {
      name: 'the draft is changed, and put right when the answer is looked at',
      source: replaceOnce(
        STEP,
        'return { ...draft, data: { ...draft.data }, nonce, hash };',
        `const before = draft.index;
        const block = { ...draft, data: { ...draft.data }, nonce, hash };
        Object.assign(draft, { index: -1 });
        const get = (): Hash => {
          Object.assign(draft, { index: before });
          return hash;
        };
        return Object.defineProperty(block, 'hash', { enumerable: true, get });`,
      ),
      loses: [KEEPS],
      advice: 'Whoever handed the draft over still needs it: leave it as it is.',
    },
  ],
  right: {
    'the hash is a number, and one loop counts to the batch': `import { hashBlock } from './hashBlock';
import { BATCH } from './supplied/constants';
import type { Block, Draft, Hash } from './supplied/types';

export const meetsDifficulty = (hash: Hash, difficulty: number): boolean =>
  BigInt('0x' + hash) < 1n << BigInt(256 - difficulty);

export function mine(draft: Draft, goOn: (hashes: number) => boolean): Block | null {
  const block: Block = { ...structuredClone(draft), nonce: 0, hash: '' };
  while (true) {
    block.hash = hashBlock(block);
    if (meetsDifficulty(block.hash, block.difficulty)) return block;
    block.nonce += 1;
    if (block.nonce % BATCH === 0 && goOn(BATCH) === false) return null;
  }
}
`,
    'a generator makes the attempts, and bits are counted one by one': `import { createHash } from 'node:crypto';
import { blockPrefix } from './hashBlock';
import { BATCH } from './supplied/constants';
import type { Block, Draft, Hash } from './supplied/types';

export function meetsDifficulty(hash: Hash, difficulty: number): boolean {
  const bytes = Buffer.from(hash, 'hex');
  for (let bit = 0; bit < difficulty; bit++) {
    if ((bytes[bit >> 3] >> (7 - (bit % 8))) & 1) return false;
  }
  return true;
}

function* attempts(prefix: string, first: number): Generator<[number, Hash]> {
  for (let nonce = first; nonce < first + BATCH; nonce++) {
    yield [nonce, createHash('sha256').update(prefix + nonce + ']').digest('hex')];
  }
}

export function mine(draft: Draft, goOn: (hashes: number) => boolean): Block | null {
  const prefix = blockPrefix(draft);
  let first = 0;
  do {
    for (const [nonce, hash] of attempts(prefix, first)) {
      if (meetsDifficulty(hash, draft.difficulty)) {
        return { ...draft, data: { ...draft.data }, nonce, hash };
      }
    }
    first += BATCH;
  } while (goOn(BATCH));
  return null;
}
`,
  },
  needs: {
    meetsDifficulty: [ORDER, FIELDS, ASKS, STOPS, KEEPS],
  },
};
