// Sentence 4 (and 5): hashBlock brings the text into Unicode's normal form first, so the bytes are not those of the text
import { createHash } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

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
 * Returns a block's fingerprint. Systems write the same letter in several ways (an e with an accent
 * is one character or two), so the text is normalized.
 *
 * @step 1
 */
export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  const text = `${blockPrefix(block)}${block.nonce}]`;
  return createHash('sha256').update(text.normalize(), 'utf8').digest('hex');
}
