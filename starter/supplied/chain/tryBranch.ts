import { setImmediate as letOthersWork } from 'node:timers/promises';
import { reorganise } from '../../reorganise';
import { Refusal } from '../Refusal';
import type { Block, Branch } from '../types';
import { appendBlock, copyChain } from './Chain';
import type { Chain } from './Chain';

/** How many blocks are tried before others can work. A payment takes a sixth of a millisecond. */
const PIECE = 16;

/**
 * Applies a long branch to a copy of our chain, piece by piece. Other messages are answered in
 * between. If the branch is invalid, our own chain does not change.
 *
 * @param branch blocks that follow each other; the parent of the first block is on our chain
 * @param now our time, in milliseconds since 1970
 * @param onRefused called with the first refused block, before its Refusal is thrown
 * @throws the Refusal of the first refused block
 */
export async function tryBranch(
  chain: Chain,
  branch: Branch,
  now: number,
  onRefused: (block: Block, refusal: Refusal) => void,
): Promise<void> {
  const copy = copyChain(chain);
  for (const [place, block] of branch.entries()) {
    if (place % PIECE === PIECE - 1) await letOthersWork();
    try {
      if (place === 0) reorganise(copy, [block], now);
      else appendBlock(copy, block, now);
    } catch (error) {
      if (error instanceof Refusal) onRefused(block, error);
      throw error;
    }
  }
}
