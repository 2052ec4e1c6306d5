import type { Chain } from './supplied/chain/Chain';
import { NotImplemented } from './supplied/NotImplemented';
import type { ChainReply } from './supplied/wire/messages';
import type { Branch } from './supplied/types';

/** What catching up needs. */
export interface CatchUpTools {
  /** Ours. It may change during any `await`: a block arrives, our own miner finds one. */
  chain: Chain;
  /** Asks the peer for a page of its chain: at most `limit` blocks, from that index on. */
  ask: (from: number, limit: number) => Promise<ChainReply>;
  /** Changes to a branch if it is better than what we hold, and says whether it did. */
  adopt: (branch: Branch) => boolean;
}

/**
 * Gets from a peer what it has and we lack. It looks for a block that both chains share,
 * stepping back from our tip by 1, 2, 4, …, and then asks forward, page by page. Every block shows
 * its work before anything else of it is believed, so that garbage buys nothing; no more is held than
 * it takes to outweigh our own blocks; and nothing is asked beyond the height that the peer named
 * with the first page, so that a peer that never ends does not keep us.
 *
 * A peer whose chain changes meanwhile is at no fault: we begin anew, three times at most in all.
 *
 * @returns how many blocks were adopted
 * @throws Refusal for what the peer sent (`bad-genesis` if not even the first block is shared), and
 *   whatever `ask` throws; what was adopted before stays
 * @step 12
 */
export async function catchUp(tools: CatchUpTools): Promise<number> {
  throw new NotImplemented('step12', 'catchUp', 'exercises/12-catchUp.md');
}
