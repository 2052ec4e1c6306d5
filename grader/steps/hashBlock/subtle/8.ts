// Sentence 7: the hash is taken out of the block and put back, so it stands last afterwards.
import { hash as digest } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

export function blockPrefix(draft: Draft): string {
  const { index, timestamp, previousHash, difficulty } = draft;
  const { id, from, to, amount, signature } = draft.data;
  const fields = [index, timestamp, previousHash, difficulty, [id, from, to, amount, signature]];
  return `${JSON.stringify(fields).slice(0, -1)},`;
}

export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  if (Object.isFrozen(block) || Object.isSealed(block)) return withoutHash({ ...block });
  return withoutHash(block);
}

function withoutHash(block: Omit<Block, 'hash'>): Hash {
  const whole = block as Partial<Block>;
  const had = Object.hasOwn(whole, 'hash');
  const old = whole.hash;
  delete whole.hash;
  try {
    return digest('sha256', `${blockPrefix(block)}${block.nonce}]`);
  } finally {
    if (had) whole.hash = old;
  }
}
