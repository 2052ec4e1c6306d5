// Sentence 7: the draft itself gets a nonce while the search runs; it is taken away at the end, but not if goOn throws
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
  const attempt: Draft & { nonce?: number } = Object.isFrozen(draft) ? { ...draft } : draft;
  let found: Block | null = null;
  let nonce = 0;
  attempt.nonce = nonce;
  do {
    const hash = digest('sha256', `${prefix}${nonce}]`);
    if (meetsDifficulty(hash, draft.difficulty)) {
      found = { ...attempt, nonce, hash };
      break;
    }
    nonce++;
    attempt.nonce = nonce;
  } while (nonce % BATCH !== 0 || goOn(BATCH));
  delete attempt.nonce;
  return found;
}
