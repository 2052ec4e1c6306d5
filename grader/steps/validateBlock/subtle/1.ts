// Sentence 2: a block that was once judged good is not hashed again, although it was changed since.
import { hashBlock } from './hashBlock';
import { meetsDifficulty } from './mine';
import { checkShape } from './supplied/chain/checkShape';
import { MAX_FUTURE_MS } from './supplied/constants';
import { Refusal } from './supplied/Refusal';
import type { Block } from './supplied/types';

const proven = new WeakSet<Block>();

export function checkWork(block: Block, difficulty: number): void {
  if (block.difficulty !== difficulty) throw new Refusal('bad-difficulty');
  if (!proven.has(block) && block.hash !== hashBlock(block)) throw new Refusal('bad-hash');
  if (!meetsDifficulty(block.hash, difficulty)) throw new Refusal('bad-work');
  proven.add(block);
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
