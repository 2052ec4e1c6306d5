import { setImmediate as others } from 'node:timers/promises';
import { isObject } from '../../solution/supplied/chain/checkShape';
import { MAX_PAGE } from '../../solution/supplied/constants';
import type { ChainReply } from '../../solution/supplied/wire/messages';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Address } from '../../solution/supplied/types';
import type { BlockTree } from './BlockTree';
import { CHECKED_AT_ONCE, MAX_ATTEMPTS, MAX_PAGES_A_POLL } from './limits';
import type { TreeBlock } from './TreeBlock';

/** What following a user's chain needs. */
export interface FollowTools {
  tree: BlockTree;
  user: Address;
  /** The newest block that we know of its chain. */
  known: TreeBlock;
  /** What it says its height is. */
  height: number;
  /** Asks the user for a page of its chain: at most `limit` blocks, from that index on. */
  ask: (from: number, limit: number) => Promise<ChainReply>;
  /** Told of the newest block of its chain that we have, as more come. */
  reached: (block: TreeBlock) => void;
  now: () => number;
}

/**
 * Takes over into the tree what a user has on its chain and the tree lacks. It asks for what follows
 * the block that we know; if the tree has not even the parent of that, it steps back by 1, 2, 4, …,
 * and then goes forward, page by page. Nothing is asked beyond the height that the user named with
 * the first page, and not more than some pages in one go, so that a chain that never ends keeps
 * nobody.
 *
 * A user whose chain changes meanwhile is at no fault: we begin anew.
 *
 * @throws Refusal for what the user sent (`bad-genesis` if not even the first block is shared), and
 *   whatever `ask` throws; what was taken over before stays
 */
export async function followChain(tools: FollowTools): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (await pageForward(tools)) return;
  }
}

/** Where a chain is known to be in the tree, and the page after that. */
interface Start {
  at: TreeBlock;
  page: ChainReply;
}

/** Looks for a block that is on the user's chain and in the tree, not far below the newest such. */
async function startOf({ tree, known, height, ask }: FollowTools): Promise<Start> {
  let from = Math.max(1, Math.min(known.block.index + 1, height));
  for (let step = 1; ; step *= 2) {
    const page = await ask(from, step === 1 ? MAX_PAGE : 1);
    const [first] = page.blocks;
    const at = isObject(first) ? tree.get(String(first.previousHash)) : undefined;
    if (at !== undefined && at.block.index === from - 1) return { at, page };
    if (from === 1) {
      if (page.blocks.length === 0) return { at: tree.genesis, page };
      throw new Refusal('bad-genesis');
    }
    from = Math.max(1, Math.min(from - step, page.height));
  }
}

/** @returns false if the chain changed under us */
async function pageForward(tools: FollowTools): Promise<boolean> {
  const { tree, user, ask, reached, now } = tools;
  let { at, page } = await startOf(tools);
  const goal = page.height;
  for (let pages = 1; ; pages++) {
    for (const [place, candidate] of page.blocks.entries()) {
      if (place === 0 && isObject(candidate) && candidate.previousHash !== at.block.hash) {
        return false;
      }
      at = tree.add(candidate, at, user, now());
      if (place % CHECKED_AT_ONCE === CHECKED_AT_ONCE - 1) {
        reached(at);
        await others();
      }
    }
    reached(at);
    const isEnd = page.blocks.length === 0 || at.block.index >= goal;
    if (isEnd || pages === MAX_PAGES_A_POLL) return true;
    page = await ask(at.block.index + 1, MAX_PAGE);
  }
}
