import type { Chain } from './supplied/chain/Chain';
import { NotImplemented } from './supplied/NotImplemented';
import type { Block, Branch, Transaction } from './supplied/types';

/** The result of a switch to another branch. */
export interface Reorganisation {
  /** Our blocks that were undone, oldest first. */
  undone: Block[];
  /**
   * The undone payments that the new branch lacks, if their sender can pay them there. Oldest
   * first.
   */
  waiting: Transaction[];
  /** The undone payments that the new branch lacks, if their coins do not exist there. */
  unfundable: Transaction[];
}

/**
 * Changes to another branch. Undoes our blocks back to the start of the branch, then applies the
 * blocks of the branch. If a block of the branch is refused, restores the chain exactly.
 *
 * @param branch a branch that is valid by `longestChain`
 * @param now our time, in milliseconds since 1970
 * @throws Refusal `unknown-parent` if the branch does not start on our chain, or the Refusal of the
 *   first refused block
 * @step 13
 */
export function reorganise(chain: Chain, branch: Branch, now: number): Reorganisation {
  throw new NotImplemented('step13', 'reorganise', 'exercises/13-reorganise.md');
}
