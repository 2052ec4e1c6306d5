// Sentence 4: a character across the edge of a piece of 64 units is split.
import { createHash } from 'node:crypto';
import type { Block, Draft, Hash } from './supplied/types';

const PIECE = 64;

export function blockPrefix(draft: Draft): string {
  const { index, timestamp, previousHash, difficulty } = draft;
  const { id, from, to, amount, signature } = draft.data;
  const fields = [index, timestamp, previousHash, difficulty, [id, from, to, amount, signature]];
  return `${JSON.stringify(fields).slice(0, -1)},`;
}

export function hashBlock(block: Omit<Block, 'hash'>): Hash {
  const text = `${blockPrefix(block)}${block.nonce}]`;
  const sha = createHash('sha256');
  for (let at = 0; at < text.length; at += PIECE) sha.update(text.slice(at, at + PIECE), 'utf8');
  return sha.digest('hex');
}
