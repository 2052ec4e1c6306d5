// Sentence 7: a nonce stays in the draft if goOn throws.
import { hashBlock } from './hashBlock';
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
  const isClosed = !Object.isExtensible(draft) || Object.hasOwn(draft, 'nonce');
  const counting = (isClosed ? { ...draft } : draft) as Draft & { nonce?: number };
  let found: Block | null = null;
  counting.nonce = 0;
  do {
    const end = counting.nonce + BATCH;
    while (found === null && counting.nonce < end) {
      const hash = hashBlock(counting as Block);
      if (meetsDifficulty(hash, draft.difficulty)) {
        found = { ...(counting as Draft & { nonce: number }), data: { ...draft.data }, hash };
      } else {
        counting.nonce++;
      }
    }
  } while (found === null && goOn(BATCH));
  delete counting.nonce;
  return found;
}
