// Sentence 1: the whole hash becomes one floating-point number, which is rounded up if its bits behind the zeros are all ones
import { hash as digest } from 'node:crypto';
import { blockPrefix } from './hashBlock';
import { BATCH } from './supplied/constants';
import type { Block, Draft, Hash } from './supplied/types';

/**
 * True if a hash begins with at least `difficulty` zero **bits**: then, as a number of 256 bits, it
 * is below two to the power of the other bits.
 *
 * @step 3
 */
export function meetsDifficulty(hash: Hash, difficulty: number): boolean {
  return difficulty === 0 || Number.parseInt(hash, 16) < 2 ** (256 - difficulty);
}

/**
 * Tries the nonces 0, 1, 2, … until the block's hash meets its difficulty.
 *
 * @step 3
 */
export function mine(draft: Draft, goOn: (hashes: number) => boolean): Block | null {
  const prefix = blockPrefix(draft);
  for (let first = 0; ; first += BATCH) {
    for (let nonce = first; nonce < first + BATCH; nonce++) {
      const hash = digest('sha256', `${prefix}${nonce}]`);
      if (meetsDifficulty(hash, draft.difficulty)) return { ...draft, nonce, hash };
    }
    if (!goOn(BATCH)) return null;
  }
}
