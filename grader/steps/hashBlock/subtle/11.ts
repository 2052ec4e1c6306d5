// Sentence 3: the last prefix is kept under the fields, joined with spaces.
import { hash as digest } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

let lastKey = '';
let lastPrefix = '';

export function blockPrefix(draft: Draft): string {
  const { index, timestamp, previousHash, difficulty, data } = draft;
  const { id, from, to, amount, signature } = data;
  const key = [index, timestamp, previousHash, difficulty, id, from, to, amount, signature].join(
    ' ',
  );
  if (key !== lastKey) {
    const fields = [index, timestamp, previousHash, difficulty, [id, from, to, amount, signature]];
    lastPrefix = `${JSON.stringify(fields).slice(0, -1)},`;
    lastKey = key;
  }
  return lastPrefix;
}

export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  return digest('sha256', `${blockPrefix(block)}${block.nonce}]`);
}
