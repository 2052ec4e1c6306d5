import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'mine';
const ENOUGH = 'With difficulty 0';
const BITS = 'meetsDifficulty counts bits';
const BITCOIN = 'meetsDifficulty finds the';
const ORDER = 'mine tries the nonces';
const FIELDS = 'The mined block has the draft’s';
const ASKS = 'mine calls goOn(BATCH)';
const STOPS = 'If goOn returns false';
const KEEPS = 'mine does not change';
const BITS_LEFT =
  'return bitsLeft === 0 || Number.parseInt(hash.charAt(zeroDigits), 16) >> (4 - bitsLeft) === 0;';

export const mutants: Mutants = {
  wrong: [
    {
      name: 'hex digits are counted',
      source: replaceOnce(STEP, BITS_LEFT, "return hash.startsWith('0'.repeat(difficulty));"),
      loses: [ENOUGH, BITS, BITCOIN, ORDER, ASKS],
      advice:
        'A hex digit holds four bits, so you require four times as many zeros. Look at the bits of the first digit after the zeros.',
    },
    {
      name: 'one zero bit less is enough',
      source: replaceOnce(STEP, '(4 - bitsLeft) === 0', '(5 - bitsLeft) === 0'),
      loses: [BITS, ORDER, ASKS],
      advice:
        'An attacker then does only half the work. Check the limit: with difficulty 5, the second digit is 0 to 7.',
    },
    {
      name: 'the number of zero bits must be exactly the difficulty',
      source: replaceOnce(
        STEP,
        BITS_LEFT,
        'return BigInt(`0x${hash}`).toString(2).length === 256 - difficulty;',
      ),
      loses: [ENOUGH, BITCOIN, ORDER, ASKS],
      advice:
        'You then refuse valid hashes, because more zeros are fine too. Require at least `difficulty` zero bits.',
    },
    {
      name: 'the hash is shifted by 32 bits',
      source: replaceOnce(
        STEP,
        BITS_LEFT,
        'return Number.parseInt(hash.slice(0, 8), 16) >>> (32 - difficulty) === 0;',
      ),
      loses: [ENOUGH, BITS, ORDER],
      advice:
        'JavaScript shifts by at most 31 bits: `x >>> 32` is `x`. So with difficulty 0, no hash is enough. Treat 0 on its own, or compare with `2 ** (32 - difficulty)`.',
    },
    {
      name: 'the first nonce is 1',
      source: replaceOnce(STEP, 'let first = 0', 'let first = 1'),
      loses: [ORDER, ASKS],
      advice:
        'The nonce 0 is never tried, so your first nonce can differ from the right one. Begin with nonce 0.',
    },
    {
      name: 'goOn is never called',
      source: replaceOnce(STEP, '    if (!goOn(BATCH)) return null;\n', ''),
      loses: [ASKS, STOPS],
      advice:
        'Then nothing can stop the miner, and it works on blocks that are out of date. Call `goOn` after each batch, and return null if it returns false.',
    },
    {
      name: 'goOn is called before each batch',
      source: replaceOnce(
        STEP,
        'for (let nonce = first;',
        'if (!goOn(BATCH)) return null;\n    for (let nonce = first;',
      ).replace('    if (!goOn(BATCH)) return null;\n  }', '  }'),
      loses: [ASKS],
      advice:
        'The count of hashes is then wrong by one batch. Call `goOn` after the batch, with the number of hashes made.',
    },
    {
      name: 'the answer of goOn is used one batch late',
      source: replaceOnce(
        STEP,
        'if (!goOn(BATCH)) return null;',
        'if (stop) return null;\n    stop = !goOn(BATCH);',
      ).replace('const prefix', 'let stop = false;\n  const prefix'),
      loses: [STOPS],
      advice:
        'A stopped miner then makes one more batch for a job that is over. Check the answer at once.',
    },
    {
      name: 'the block gets the time at which it was found',
      source: replaceOnce(STEP, 'nonce, hash };', 'timestamp: Date.now(), nonce, hash };'),
      loses: [FIELDS],
      advice:
        "The hash was made with the draft's timestamp, so it does not fit any more. Keep the draft's five fields.",
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
        'A caller can mine the same draft again, for example in another thread. Return a new object.',
    },
    {
      name: 'the draft is changed during the search and restored when goOn answers',
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
      advice: 'The caller still uses the draft, and sees the change. Do not change the draft.',
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
