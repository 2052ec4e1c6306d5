// Sentence 11: the parent of an accepted block is frozen.
import { hashBlock } from './hashBlock';
import { meetsDifficulty } from './mine';
import { checkShape } from './supplied/chain/checkShape';
import { MAX_FUTURE_MS } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Block } from './supplied/types';

export function checkWork(block: Block, difficulty: number): void {
  if (block.difficulty !== difficulty) throw new Refusal('bad-difficulty');
  if (block.hash !== hashBlock(block)) throw new Refusal('bad-hash');
  if (!meetsDifficulty(block.hash, difficulty)) throw new Refusal('bad-work');
}

export function validateBlock(candidate: unknown, parent: Block, now: number): Block {
  const block = checkShape(candidate);
  if (block.index !== parent.index + 1) throw new Refusal('bad-index');
  if (block.previousHash !== parent.hash) throw new Refusal('bad-link');
  if (block.timestamp < parent.timestamp || block.timestamp > now + MAX_FUTURE_MS) {
    throw new Refusal('bad-timestamp');
  }
  checkWork(block, parent.difficulty);
  Object.freeze(parent); // it has a child now, whose hash commits to it
  return block;
}
