import type { Chain } from './supplied/chain/Chain';
import { NotImplemented } from './supplied/NotImplemented';
import type { Block, Branch, Transaction } from './supplied/types';

/** What a change of branch did. */
export interface Reorganisation {
  /** Our blocks that were undone, oldest first. */
  undone: Block[];
  /** The payments in them that the new branch lacks and that can still be made, oldest first. */
  waiting: Transaction[];
  /** The payments in them that it lacks too, but whose coins do not exist on the new branch. */
  unfundable: Transaction[];
}

/**
 * Changes to another branch: undoes our blocks back to where it starts, then applies its blocks. If
 * one of them is refused, the chain is put back exactly as it was.
 *
 * @param branch valid by `longestChain`
 * @param now our clock, in milliseconds since 1970
 * @throws Refusal `unknown-parent` if the branch does not start on our chain, or why one of its
 *   blocks is refused
 * @step 13
 */
export function reorganise(chain: Chain, branch: Branch, now: number): Reorganisation {
  throw new NotImplemented('step13', 'reorganise', 'exercises/13-reorganise.md');
}
