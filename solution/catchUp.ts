import { checkShape } from './supplied/chain/checkShape';
import { tip } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { MAX_PAGE } from './supplied/constants';
import type { ChainReply } from './supplied/wire/messages';
import { Refusal } from './supplied/Refusal';
import type { Block, Branch } from './supplied/types';
import { checkWork } from './validateBlock';

/** The maximum number of attempts in one call, if the peer's chain changes during the call. */
const MAX_ATTEMPTS = 3;

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
  let adopted = 0;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const outcome = await pageForward(tools, await sharedHeight(tools));
    adopted += outcome.adopted;
    if (outcome.finished) break;
  }
  return adopted;
}

/** Steps back from our tip to a block that is on both chains. Returns the height of this block. */
async function sharedHeight({ chain, ask }: CatchUpTools): Promise<number> {
  let height = tip(chain).index;
  for (let step = 1; ; step *= 2) {
    const page = await ask(height, 1);
    const theirs = page.blocks.length > 0 ? checkShape(page.blocks[0]) : undefined;
    if (theirs !== undefined && theirs.hash === chain.blocks[height]?.hash) return height;
    if (height === 0) throw new Refusal('bad-genesis');
    height = Math.max(0, Math.min(height - step, page.height, tip(chain).index));
  }
}

/**
 * Makes one attempt. Reads the peer's chain after the shared block, and offers the branch after
 * each page.
 *
 * @returns how many blocks were adopted; `finished` is false if a chain changed between two pages
 */
async function pageForward(
  { chain, ask, adopt }: CatchUpTools,
  shared: number,
): Promise<{ adopted: number; finished: boolean }> {
  let next = shared + 1;
  let branch: Branch = [];
  let goal: number | undefined;
  let adopted = 0;
  for (;;) {
    const page = await ask(next, MAX_PAGE);
    goal ??= page.height;
    if (!readPage(page.blocks, next, branch, chain)) return { adopted, finished: false };
    next += page.blocks.length;
    // This is computed before the call of `adopt`, because `adopt` can change our tip.
    const isAboveTip = next - 1 > tip(chain).index;
    if (branch.length > 0 && adopt(branch)) {
      adopted += branch.length;
      branch = [];
    } else if (isAboveTip) {
      return { adopted, finished: true };
    }
    if (page.blocks.length === 0 || next > goal) return { adopted, finished: true };
  }
}

/**
 * Checks the blocks of a page one by one. Appends the blocks that we lack to the branch.
 *
 * @param first the index that the first block of the page must have
 * @returns false if the page does not continue the branch, because a chain changed after the
 *   previous page
 * @throws Refusal if a block is invalid by itself, or does not follow the previous block of the
 *   page
 */
function readPage(candidates: unknown[], first: number, branch: Branch, chain: Chain): boolean {
  for (const [place, candidate] of candidates.entries()) {
    const index = first + place;
    const block = checkBlock(candidate, index, chain);
    const isOurs = chain.blocks[index]?.hash === block.hash;
    if (branch.length === 0 && isOurs) continue;
    const parent = branch.at(-1) ?? chain.blocks[index - 1];
    if (block.previousHash !== parent?.hash) {
      if (place === 0) return false;
      throw new Refusal('bad-link');
    }
    branch.push(block);
  }
  return true;
}

/** Checks a block by itself: first its shape, then its work, and then its index. */
function checkBlock(candidate: unknown, index: number, chain: Chain): Block {
  const block = checkShape(candidate);
  checkWork(block, chain.blocks[0].difficulty);
  if (block.index !== index) throw new Refusal('bad-index');
  return block;
}
