// Sentence 3: at difficulty 32 the mask of bits is empty.
import { hashBlock } from './hashBlock';
import { checkShape } from './supplied/chain/checkShape';
import { MAX_FUTURE_MS } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Block } from './supplied/types';

export function checkWork(block: Block, difficulty: number): void {
  if (block.difficulty !== difficulty) throw new Refusal('bad-difficulty');
  if (block.hash !== hashBlock(block)) throw new Refusal('bad-hash');
  if ((firstBits(block.hash) & maskOf(difficulty)) !== 0) throw new Refusal('bad-work');
}

function firstBits(hash: string): number {
  return Number.parseInt(hash.slice(0, 8), 16);
}

function maskOf(difficulty: number): number {
  return ((1 << difficulty) - 1) << (32 - difficulty);
}

export function validateBlock(candidate: unknown, parent: Block, now: number): Block {
  const block = checkShape(candidate);
  if (block.index !== parent.index + 1) throw new Refusal('bad-index');
  if (block.previousHash !== parent.hash) throw new Refusal('bad-link');
  if (block.timestamp < parent.timestamp || block.timestamp > now + MAX_FUTURE_MS) {
    throw new Refusal('bad-timestamp');
  }
  checkWork(block, parent.difficulty);
  return block;
}
