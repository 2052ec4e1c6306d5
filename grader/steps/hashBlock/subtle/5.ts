// Sentence 2: draft and transaction are laid flat into one object, so a further field of the draft replaces the transaction's field of that name
import { hash as digest } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

/**
 * Returns the text to hash for a block, up to the nonce.
 *
 * @step 1
 */
export function blockPrefix(draft: Draft): string {
  const all = { ...draft.data, ...draft };
  const { index, timestamp, previousHash, difficulty, id, from, to, amount, signature } = all;
  const fields = [index, timestamp, previousHash, difficulty, [id, from, to, amount, signature]];
  return `${JSON.stringify(fields).slice(0, -1)},`;
}

/**
 * Returns a block's fingerprint.
 *
 * @step 1
 */
export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  return digest('sha256', `${blockPrefix(block)}${block.nonce}]`);
}
