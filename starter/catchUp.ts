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
  /** Changes to a branch if it is better than what we hold. Returns whether it did. */
  adopt: (branch: Branch) => boolean;
}

/**
 * Gets from a peer the blocks that it has and we lack. It steps back from our tip by 1, 2, 4, … to
 * a block that both chains share, and then asks forward, page by page. Every block must show its
 * work before we believe anything else of it: sending garbage costs as much as sending blocks. We
 * hold no more blocks than it takes to outweigh our own. We ask for nothing beyond the height that
 * the peer named with the first page: a peer that never ends does not keep us.
 *
 * A peer whose chain changes meanwhile is not at fault: we begin anew, with at most three attempts
 * in all.
 *
 * @returns how many blocks were adopted
 * @throws Refusal for what the peer sent (`bad-genesis` if even the first block differs), and what
 *   `ask` or `adopt` throws; blocks adopted before stay
 * @step 12
 */
export async function catchUp(tools: CatchUpTools): Promise<number> {
  throw new NotImplemented('step12', 'catchUp', 'exercises/12-catchUp.md');
}
