import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'hashBlock';
const TEXT = 'hashBlock returns the SHA-256';
const UTF8 = 'hashBlock hashes the';
const CHANGE = 'A change to any one of the ten fields';
const PREFIX = 'blockPrefix returns the text';
const NINE = 'The prefix depends';
const ESCAPES = 'Quotes, backslashes';
const KEEPS = 'hashBlock does not';

export const mutants: Mutants = {
  wrong: [
    {
      name: 'the nonce is left out',
      source: replaceOnce(STEP, '${blockPrefix(block)}${block.nonce}]', '${blockPrefix(block)}]'),
      loses: [TEXT, UTF8, CHANGE],
      advice:
        'Every nonce then gives the same hash, and mining never ends. Add `block.nonce` after the prefix.',
    },
    {
      name: 'the fields are joined without separators',
      source: replaceOnce(
        STEP,
        '`${JSON.stringify(fields).slice(0, -1)},`',
        "'' + index + timestamp + previousHash + difficulty + draft.data",
      ),
      loses: [PREFIX, ESCAPES, TEXT, UTF8, CHANGE],
      advice: 'Then 1 and 23 give the same text as 12 and 3. Keep the brackets and commas of JSON.',
    },
    {
      name: 'the transaction is left out',
      source: replaceOnce(STEP, 'difficulty, [id, from, to, amount, signature]];', 'difficulty];'),
      loses: [PREFIX, ESCAPES, TEXT, UTF8, CHANGE],
      advice:
        'Then a peer can change who gets the coins, and the hash stays the same. Add the five fields of the transaction to the array.',
    },
    {
      name: 'the draft is stringified with its properties as they are',
      source: replaceOnce(
        STEP,
        '`${JSON.stringify(fields).slice(0, -1)},`',
        '`${JSON.stringify(draft).slice(0, -1)},`',
      ),
      loses: [PREFIX, NINE, ESCAPES, TEXT, UTF8, 'A hash that the'],
      advice:
        'Then the text depends on the order of the properties, and contains fields that do not belong to it. Name each field in an array.',
    },
    {
      name: 'the quotes are written by hand',
      source: replaceOnce(
        STEP,
        '`${JSON.stringify(fields).slice(0, -1)},`',
        '`[${index},${timestamp},"${previousHash}",${difficulty},["${id}","${from}","${to}",${amount},"${signature}"],`',
      ),
      loses: [ESCAPES],
      advice:
        'A quote inside a field then ends the string early, and two blocks can have the same text. Let `JSON.stringify` write the quotes.',
    },
    {
      name: 'the hash is in capitals',
      source: replaceOnce(STEP, '${block.nonce}]`)', '${block.nonce}]`).toUpperCase()'),
      loses: [TEXT, UTF8],
      advice:
        'Peers compare hashes character by character, and expect lower case. Return lower-case hex digits.',
    },
    {
      name: 'the text is encoded as Latin-1',
      source: replaceOnce(
        STEP,
        '`${blockPrefix(block)}${block.nonce}]`',
        "Buffer.from(`${blockPrefix(block)}${block.nonce}]`, 'latin1')",
      ),
      loses: [UTF8],
      advice:
        'Letters that are not English then give different bytes than on other peers. Hash the text as UTF-8: this is the default of Node.',
    },
    {
      name: 'the hash is removed from the argument',
      source: replaceOnce(
        STEP,
        "return digest('sha256'",
        "delete (block as Partial<Block>).hash;\n  return digest('sha256'",
      ),
      loses: [KEEPS],
      advice:
        'The caller still needs the block, and its hash is now missing. Read the block without changing it.',
    },
    {
      name: 'the transaction in the argument is turned into a list',
      source: replaceOnce(
        STEP,
        'const fields = [index, timestamp, previousHash, difficulty, [id, from, to, amount, signature]];',
        `Object.assign(draft, { data: [id, from, to, amount, signature] });
  const fields = [index, timestamp, previousHash, difficulty, draft.data];`,
      ),
      loses: ['blockPrefix does not', KEEPS],
      advice:
        'The block then has an array instead of its transaction, and cannot be hashed again. Keep the array in a variable of your own.',
    },
  ],
  right: {
    'each part is stringified, and the hash is made piece by piece': `import { createHash } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

export const blockPrefix = (draft: Draft): string => {
  const { data, index, timestamp, previousHash, difficulty } = draft;
  const pay = [data.id, data.from, data.to, data.amount, data.signature];
  const parts = [index, timestamp, previousHash, difficulty, pay].map((part) => JSON.stringify(part));
  return '[' + parts.join(',') + ',';
};

export const hashBlock = (block: Omit<Block, 'hash'>): Hash => {
  const sha = createHash('sha256');
  sha.update(blockPrefix(block), 'utf8');
  sha.update(String(block.nonce));
  sha.update(']');
  return sha.digest('hex');
};
`,
    'the text is cut where the nonce begins': `import { createHash } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

function text(draft: Draft, nonce: number): string {
  const d = draft.data;
  return JSON.stringify([
    draft.index, draft.timestamp, draft.previousHash, draft.difficulty,
    [d.id, d.from, d.to, d.amount, d.signature],
    nonce,
  ]);
}

export function blockPrefix(draft: Draft): string {
  const whole = text(draft, 0);
  return whole.substring(0, whole.lastIndexOf('0'));
}

export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  const bytes = Buffer.from(text(block, block.nonce), 'utf8');
  return createHash('sha256').update(bytes).digest().toString('hex');
}
`,
  },
  needs: {
    blockPrefix: [TEXT, UTF8, CHANGE, 'A hash that the', KEEPS],
  },
};
