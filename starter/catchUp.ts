import type { Chain } from './supplied/chain/Chain';
import { NotImplemented } from './supplied/NotImplemented';
import type { ChainReply } from './supplied/wire/messages';
import type { Branch } from './supplied/types';

/** The parts that `catchUp` uses. */
export interface CatchUpTools {
  /**
   * Our chain. It can change during any `await`, because a block arrives or our miner finds a
   * block.
   */
  chain: Chain;
  /** Asks the peer for a page of the peer's chain: at most `limit` blocks, from index `from` on. */
  ask: (from: number, limit: number) => Promise<ChainReply>;
  /** Switches to a branch if it is better than our blocks. Returns true after a switch. */
  adopt: (branch: Branch) => boolean;
}

/**
 * Gets the blocks that a peer has and we lack. Steps back from our tip by 1, 2, 4, … to a block
 * that both chains share. Then asks for the blocks after the shared block, page by page. We check
 * the shape and the work of every block first, so sending garbage costs as much as sending blocks.
 * We collect blocks only until their work exceeds the work of our own blocks. We ask only for
 * blocks up to the height that the peer named with the first page. So a peer with an endless chain
 * cannot delay us for ever.
 *
 * If the peer's chain changes during the call, the peer is not at fault. We begin again, with at
 * most three attempts in all.
 *
 * @returns how many blocks were adopted
 * @throws Refusal if the peer's answers are invalid (`bad-genesis` if even the first block
 *   differs); also every error of `ask` or `adopt`. The blocks that are adopted already stay
 * @step 12
 */
export async function catchUp(tools: CatchUpTools): Promise<number> {
  throw new NotImplemented('step12', 'catchUp', 'exercises/12-catchUp.md');
}
