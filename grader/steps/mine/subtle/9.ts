// Sentence 4: the text is hashed as one byte for each character.
import { createHash } from 'node:crypto';
import { blockPrefix } from './hashBlock';
import { BATCH } from './supplied/constants';
import type { Block, Draft, Hash } from './supplied/types';

export function meetsDifficulty(hash: Hash, difficulty: number): boolean {
  const zeroDigits = difficulty >> 2;
  for (let i = 0; i < zeroDigits; i++) {
    if (hash[i] !== '0') return false;
  }
  const bitsLeft = difficulty & 3;
  return bitsLeft === 0 || Number.parseInt(hash[zeroDigits], 16) >> (4 - bitsLeft) === 0;
}

export function mine(draft: Draft, goOn: (hashes: number) => boolean): Block | null {
  const start = createHash('sha256').update(blockPrefix(draft), 'latin1');
  for (let first = 0; ; first += BATCH) {
    for (let nonce = first; nonce < first + BATCH; nonce++) {
      const hash = start.copy().update(`${nonce}]`, 'latin1').digest('hex');
      if (meetsDifficulty(hash, draft.difficulty)) {
        return { ...draft, data: { ...draft.data }, nonce, hash };
      }
    }
    if (!goOn(BATCH)) return null;
  }
}
