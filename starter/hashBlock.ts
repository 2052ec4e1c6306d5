import { NotImplemented } from './supplied/NotImplemented';
import type { Block, Draft, Hash } from './supplied/types';

/**
 * The text that a block's hash is taken over, up to where the nonce begins. It is
 * `JSON.stringify([index, timestamp, previousHash, difficulty, [id, from, to, amount, signature], nonce])`
 * without the nonce and the closing bracket. A miner makes it only once for each block.
 *
 * @returns text that ends in a comma
 * @step 1
 */
export function blockPrefix(draft: Draft): string {
  throw new NotImplemented('step1', 'blockPrefix', 'exercises/01-hashBlock.md');
}

/**
 * A block's fingerprint: SHA-256 over the UTF-8 bytes of its prefix, its nonce and `]`.
 * It commits to every field except the hash itself.
 *
 * @returns 64 lower-case hex digits
 * @step 1
 */
export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  throw new NotImplemented('step1', 'hashBlock', 'exercises/01-hashBlock.md');
}
