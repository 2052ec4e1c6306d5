import { setImmediate as letOthersRun } from 'node:timers/promises';
import { isObject } from '../../solution/supplied/chain/checkShape';
import { MAX_PAGE } from '../../solution/supplied/constants';
import type { ChainReply } from '../../solution/supplied/wire/messages';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Address } from '../../solution/supplied/types';
import type { CheckedTree } from './CheckedTree';
import { CHECKED_AT_ONCE, MAX_ATTEMPTS, MAX_PAGES_A_POLL } from './limits';
import type { TreeBlock } from './TreeBlock';

/** The data and functions that `followChain` needs. */
export interface FollowTools {
  tree: CheckedTree;
  user: Address;
  /** The newest block of the user's chain that we know. */
  known: TreeBlock;
  /** The height that the user reports. */
  height: number;
  /** Asks the user for a page of its chain: at most `limit` blocks, from index `from` on. */
  askChain: (from: number, limit: number) => Promise<ChainReply>;
  /** Called while blocks come in, with the newest block of the user's chain that the tree has. */
  onReached: (block: TreeBlock) => void;
  now: () => number;
}

/**
 * Adds the missing blocks of a user's chain to the tree. First it asks for the blocks after the
 * known block. If the tree does not have the parent of these blocks, it goes back by 1, 2, 4, …
 * blocks. Then it goes forward page by page. It stops at the height that the first page reports. It
 * also stops after some pages, because a false chain can be endless.
 *
 * If the chain changes between two pages, it starts again, because an honest chain can change.
 *
 * @throws Refusal if the user sent a wrong block, or `bad-genesis` if the chain has another
 *   genesis. Also throws the errors of `askChain`. The blocks that were already added stay in the
 *   tree
 */
export async function followChain(tools: FollowTools): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (await pageForward(tools)) return;
  }
}

/** A block that the tree and the chain share, and the page of the chain after this block. */
interface Start {
  at: TreeBlock;
  page: ChainReply;
}

/**
 * Returns a block that the tree and the chain share. This is the newest shared block, or a lower
 * block.
 */
async function startOf({ tree, known, height, askChain }: FollowTools): Promise<Start> {
  let from = Math.max(1, Math.min(known.block.index + 1, height));
  for (let step = 1; ; step *= 2) {
    const page = await askChain(from, step === 1 ? MAX_PAGE : 1);
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

/** @returns false if the chain changed between two pages */
async function pageForward(tools: FollowTools): Promise<boolean> {
  const { tree, user, askChain, onReached, now } = tools;
  let { at, page } = await startOf(tools);
  const goal = page.height;
  for (let pages = 1; ; pages++) {
    for (const [place, candidate] of page.blocks.entries()) {
      if (place === 0 && isObject(candidate) && candidate.previousHash !== at.block.hash) {
        return false;
      }
      at = tree.add(candidate, at, user, now());
      if (place % CHECKED_AT_ONCE === CHECKED_AT_ONCE - 1) {
        onReached(at);
        await letOthersRun();
      }
    }
    onReached(at);
    const isEnd = page.blocks.length === 0 || at.block.index >= goal;
    if (isEnd || pages === MAX_PAGES_A_POLL) return true;
    page = await askChain(at.block.index + 1, MAX_PAGE);
  }
}
