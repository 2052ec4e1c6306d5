// Sentence 3 (and 5): a draft that was called off after 10000 hashes or more is taken up again at the nonce where it stopped
import { hash as digest } from 'node:crypto';
import { blockPrefix } from './hashBlock';
import { BATCH } from './supplied/constants';
import type { Block, Draft, Hash } from './supplied/types';

/** Where a long search for a draft was called off. The nonces before that need no second try. */
const calledOff = new WeakMap<Draft, number>();

/** From how many hashes on a search is long. */
const LONG = 10 * BATCH;

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
  let nonce = calledOff.get(draft) ?? 0;
  for (;;) {
    const end = nonce + BATCH;
    for (; nonce < end; nonce++) {
      const hash = digest('sha256', `${prefix}${nonce}]`);
      if (meetsDifficulty(hash, draft.difficulty)) {
        calledOff.delete(draft);
        return { ...draft, nonce, hash };
      }
    }
    if (!goOn(BATCH)) {
      if (nonce >= LONG) calledOff.set(draft, nonce);
      return null;
    }
  }
}
