import { NotImplemented } from './supplied/NotImplemented';
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
  throw new NotImplemented('step1', 'blockPrefix', 'exercises/01-hashBlock.md');
}

/**
 * Returns a block's fingerprint: SHA-256 over the UTF-8 bytes of its prefix, its nonce and `]`. The
 * hash commits to every field except the hash itself.
 *
 * @returns 64 lower-case hex digits
 * @step 1
 */
export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  throw new NotImplemented('step1', 'hashBlock', 'exercises/01-hashBlock.md');
}
