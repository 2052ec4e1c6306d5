import { replaceOnce } from '../support/reference';
import type { Mutants } from '../support/Mutants';

const STEP = 'hashBlock';
const TEXT = 'hashBlock returns the SHA-256';
const UTF8 = 'The hash is taken over the UTF-8 bytes';
const CHANGE = 'A change to any one of the ten fields';
const PREFIX = 'blockPrefix returns the text';
const NINE = 'The prefix depends on the nine fields only';
const ESCAPES = 'Quotes, backslashes';
const KEEPS = 'hashBlock leaves its argument';

export const mutants: Mutants = {
  wrong: [
    {
      name: 'the nonce is left out',
      source: replaceOnce(STEP, '${blockPrefix(block)}${block.nonce}]', '${blockPrefix(block)}]'),
      loses: [TEXT, UTF8, CHANGE],
      advice:
        'Every attempt then gives the same hash, and mining never ends: put `block.nonce` behind the prefix.',
    },
    {
      name: 'the fields are joined without borders',
      source: replaceOnce(
        STEP,
        '`${JSON.stringify(fields).slice(0, -1)},`',
        "'' + index + timestamp + previousHash + difficulty + draft.data",
      ),
      loses: [PREFIX, ESCAPES, TEXT, UTF8, CHANGE],
      advice: 'Then 1 and 23 make the same text as 12 and 3: keep the brackets and commas of JSON.',
    },
    {
      name: 'the transaction is left out',
      source: replaceOnce(STEP, 'difficulty, [id, from, to, amount, signature]];', 'difficulty];'),
      loses: [PREFIX, ESCAPES, TEXT, UTF8, CHANGE],
      advice:
        'Then a block keeps its hash when somebody changes who gets the coins: the fields of the transaction belong to the text.',
    },
    {
      name: 'the properties are stringified as they stand',
      source: replaceOnce(
        STEP,
        '`${JSON.stringify(fields).slice(0, -1)},`',
        '`${JSON.stringify(draft).slice(0, -1)},`',
      ),
      loses: [PREFIX, NINE, ESCAPES, TEXT, UTF8, "The block's own hash"],
      advice:
        'Then the text depends on the order of properties, and on fields that do not belong: name the fields yourself, in a list.',
    },
    {
      name: 'quotes are written by hand',
      source: replaceOnce(
        STEP,
        '`${JSON.stringify(fields).slice(0, -1)},`',
        '`[${index},${timestamp},"${previousHash}",${difficulty},["${id}","${from}","${to}",${amount},"${signature}"],`',
      ),
      loses: [ESCAPES],
      advice:
        'A quote inside a name then ends the string early, and two blocks can have one text: leave the quoting to `JSON.stringify`.',
    },
    {
      name: 'the hash is in capitals',
      source: replaceOnce(STEP, '${block.nonce}]`)', '${block.nonce}]`).toUpperCase()'),
      loses: [TEXT, UTF8],
      advice: 'Others compare hashes letter by letter, and expect lower case.',
    },
    {
      name: 'bytes are taken as Latin-1',
      source: replaceOnce(
        STEP,
        '`${blockPrefix(block)}${block.nonce}]`',
        "Buffer.from(`${blockPrefix(block)}${block.nonce}]`, 'latin1')",
      ),
      loses: [UTF8],
      advice:
        "Names that are not English then give other bytes than everybody else's: hash the text as UTF-8, which is what Node does if you say nothing.",
    },
    {
      name: 'the hash is removed from the argument',
      source: replaceOnce(
        STEP,
        "return digest('sha256'",
        "delete (block as Partial<Block>).hash;\n  return digest('sha256'",
      ),
      loses: [KEEPS],
      advice: 'Whoever handed the block over has a broken one now: read it, and leave it as it is.',
    },
    {
      name: 'the transaction in the argument is turned into a list',
      source: replaceOnce(
        STEP,
        'const fields = [index, timestamp, previousHash, difficulty, [id, from, to, amount, signature]];',
        `Object.assign(draft, { data: [id, from, to, amount, signature] });
  const fields = [index, timestamp, previousHash, difficulty, draft.data];`,
      ),
      loses: ['blockPrefix leaves its argument', KEEPS],
      advice:
        'The block then has a list where its transaction was, and cannot be hashed again: keep the list in a variable of your own.',
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
    blockPrefix: [TEXT, UTF8, CHANGE, "The block's own hash", KEEPS],
  },
};
