// Sentence 5 (and 4): the bytes go into a buffer of 448 bytes, and what does not fit, the nonce first, is dropped
import { hash as digest } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

/**
 * One buffer for all texts, so that no memory is taken at each hash. A text has 13 signs, four
 * strings of 66 characters, the signature's 130, and the numbers.
 */
const bytes = Buffer.allocUnsafe(448);

/**
 * Returns the text to hash for a block, up to the nonce.
 *
 * @step 1
 */
export function blockPrefix(draft: Draft): string {
  const { index, timestamp, previousHash, difficulty } = draft;
  const { id, from, to, amount, signature } = draft.data;
  const fields = [index, timestamp, previousHash, difficulty, [id, from, to, amount, signature]];
  return `${JSON.stringify(fields).slice(0, -1)},`;
}

/**
 * Returns a block's fingerprint.
 *
 * @step 1
 */
export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  const length = bytes.write(`${blockPrefix(block)}${block.nonce}]`, 'utf8');
  return digest('sha256', bytes.subarray(0, length));
}
