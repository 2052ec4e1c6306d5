import { hash as digest } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

/**
 * Returns the text to hash for a block, up to the nonce. This text is
 * `JSON.stringify([index, timestamp, previousHash, difficulty, [id, from, to, amount, signature], nonce])`
 * without the nonce and the closing bracket. A miner computes this text only once for each block.
 *
 * @returns a text that ends with a comma
 * @step 1
 */
export function blockPrefix(draft: Draft): string {
  const { index, timestamp, previousHash, difficulty } = draft;
  const { id, from, to, amount, signature } = draft.data;
  const fields = [index, timestamp, previousHash, difficulty, [id, from, to, amount, signature]];
  return `${JSON.stringify(fields).slice(0, -1)},`;
}

/**
 * Returns a block's fingerprint: SHA-256 over the UTF-8 bytes of its prefix, its nonce and `]`. The
 * hash commits to every field except the hash itself.
 *
 * @returns 64 lower-case hex digits
 * @step 1
 */
export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  return digest('sha256', `${blockPrefix(block)}${block.nonce}]`);
}
