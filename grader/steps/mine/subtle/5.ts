// Sentence 4: the draft is spread last, so a draft that is itself a block keeps its old nonce and hash
import { hash as digest } from 'node:crypto';
import { blockPrefix } from './hashBlock';
import { BATCH } from './supplied/constants';
import type { Block, Draft, Hash } from './supplied/types';

/**
 * True if a hash begins with at least `difficulty` zero **bits**.
 *
 * @step 3
 */
export function meetsDifficulty(hash: Hash, difficulty: number): boolean {
  const digits = Math.floor(difficulty / 4);
  if (hash.slice(0, digits) !== '0'.repeat(digits)) return false;
  const left = difficulty % 4;
  return left === 0 || Number.parseInt(hash[digits], 16) < 2 ** (4 - left);
}

/**
 * Tries the nonces 0, 1, 2, … until the block's hash meets its difficulty.
 *
 * @step 3
 */
export function mine(draft: Draft, goOn: (hashes: number) => boolean): Block | null {
  const prefix = blockPrefix(draft);
  for (let nonce = 0; ; nonce++) {
    if (nonce > 0 && nonce % BATCH === 0 && !goOn(BATCH)) return null;
    const hash = digest('sha256', prefix + nonce + ']');
    if (meetsDifficulty(hash, draft.difficulty)) {
      const proof = { nonce, hash };
      return { ...proof, ...draft };
    }
  }
}
