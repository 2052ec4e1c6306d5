import { hash as digest } from 'node:crypto';
import { blockPrefix } from './hashBlock';
import { BATCH } from './supplied/constants';
import type { Block, Draft, Hash } from './supplied/types';

/**
 * True if a hash begins with at least `difficulty` zero **bits**. One hex digit stands for four
 * bits.
 *
 * @param hash 64 lower-case hex digits
 * @param difficulty 0 to 32
 * @step 3
 */
export function meetsDifficulty(hash: Hash, difficulty: number): boolean {
  const zeroDigits = difficulty >> 2;
  for (let i = 0; i < zeroDigits; i++) {
    if (hash.charCodeAt(i) !== ZERO) return false;
  }
  const bitsLeft = difficulty & 3;
  return bitsLeft === 0 || Number.parseInt(hash.charAt(zeroDigits), 16) >> (4 - bitsLeft) === 0;
}

/**
 * Tries the nonces 0, 1, 2, … until the block's hash meets its difficulty.
 *
 * @param draft the draft, which is not changed
 * @param goOn called after every `BATCH` hashes without success, with the number of these hashes;
 *   if `goOn` returns false, the search stops
 * @returns the finished block, or null if `goOn` stopped the search
 * @step 3
 */
export function mine(draft: Draft, goOn: (hashes: number) => boolean): Block | null {
  const prefix = blockPrefix(draft);
  for (let first = 0; ; first += BATCH) {
    for (let nonce = first; nonce < first + BATCH; nonce++) {
      const hash = digest('sha256', `${prefix}${nonce}]`);
      if (meetsDifficulty(hash, draft.difficulty)) {
        return { ...draft, data: { ...draft.data }, nonce, hash };
      }
    }
    if (!goOn(BATCH)) return null;
  }
}

const ZERO = '0'.charCodeAt(0);
