// Sentence 5 (and 1, 3): the timestamp goes through a Date, which knows no times after 8.64e15 ms, so all later ones read null
import { hash as digest } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

/**
 * Returns the text to hash for a block, up to the nonce.
 *
 * @step 1
 */
export function blockPrefix(draft: Draft): string {
  const { index, previousHash, difficulty, data } = draft;
  const minedAt = new Date(draft.timestamp);
  const text = JSON.stringify([
    index,
    minedAt.getTime(),
    previousHash,
    difficulty,
    [data.id, data.from, data.to, data.amount, data.signature],
  ]);
  return text.replace(/\]$/, ',');
}

/**
 * Returns a block's fingerprint.
 *
 * @step 1
 */
export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  return digest('sha256', blockPrefix(block) + block.nonce + ']');
}
