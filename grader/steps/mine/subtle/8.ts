// Sentence 3: a draft that was called off is mined on from where it stopped.
import { hash as digest } from 'node:crypto';
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

let calledOff: { prefix: string; next: number } | undefined;

export function mine(draft: Draft, goOn: (hashes: number) => boolean): Block | null {
  const prefix = blockPrefix(draft);
  const start = calledOff?.prefix === prefix ? calledOff.next : 0;
  calledOff = undefined;
  for (let first = start; ; first += BATCH) {
    for (let nonce = first; nonce < first + BATCH; nonce++) {
      const hash = digest('sha256', `${prefix}${nonce}]`);
      if (meetsDifficulty(hash, draft.difficulty)) {
        return { ...draft, data: { ...draft.data }, nonce, hash };
      }
    }
    if (!goOn(BATCH)) {
      calledOff = { prefix, next: first + BATCH };
      return null;
    }
  }
}
