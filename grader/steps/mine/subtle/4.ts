// Sentence 5 (and 6): goOn is called after each 1000th hash, also if this hash was good enough
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
  let nonce = 0;
  let made = 0;
  for (;;) {
    const hash = digest('sha256', `${prefix}${nonce}]`);
    made++;
    if (made === BATCH) {
      if (!goOn(made)) return null;
      made = 0;
    }
    if (meetsDifficulty(hash, draft.difficulty)) return { ...draft, nonce, hash };
    nonce++;
  }
}
