import { checkWork } from '../../validateBlock';
import { Refusal } from '../Refusal';
import type { Block } from '../types';
import { checkShape } from './checkShape';

/** What was asked for. */
export interface PageRequest {
  /** The index of the first block. */
  from: number;
  limit: number;
}

/**
 * Checks a page of another user's chain: the number of blocks, each block by itself, and the links
 * between the blocks. Does not check the link to our chain.
 *
 * @param difficulty the difficulty of the network, in bits
 * @throws Refusal `bad-shape` if there are more blocks than we asked for; `bad-index` or `bad-link`
 *   if the blocks do not follow each other; the codes of `checkShape` and `checkWork`
 */
export function checkPage(
  candidates: readonly unknown[],
  { from, limit }: PageRequest,
  difficulty: number,
): Block[] {
  if (candidates.length > limit) {
    throw new Refusal('bad-shape', 'the page has more blocks than we asked for');
  }
  const blocks: Block[] = [];
  for (const candidate of candidates) {
    const block = checkShape(candidate);
    if (block.index !== from + blocks.length) throw new Refusal('bad-index');
    // Genesis needs no work.
    if (block.index > 0) checkWork(block, difficulty);
    const parent = blocks.at(-1);
    if (parent !== undefined && block.previousHash !== parent.hash) throw new Refusal('bad-link');
    blocks.push(block);
  }
  return blocks;
}
