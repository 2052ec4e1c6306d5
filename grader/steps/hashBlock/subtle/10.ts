// Sentence 3: what is special in replace is not kept.
import { hash as digest } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

const FORM = '[?,?,?,?,[?,?,?,?,?],';

export function blockPrefix(draft: Draft): string {
  const { index, timestamp, previousHash, difficulty } = draft;
  const { id, from, to, amount, signature } = draft.data;
  const values = [index, timestamp, previousHash, difficulty, id, from, to, amount, signature];
  const pieces = FORM.split(/(?<=\?)/);
  return pieces
    .map((piece, i) => (i < values.length ? piece.replace('?', JSON.stringify(values[i])) : piece))
    .join('');
}

export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  return digest('sha256', `${blockPrefix(block)}${block.nonce}]`);
}
