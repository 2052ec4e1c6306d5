import { checkShape } from './supplied/chain/checkShape';
import { tip } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { MAX_PAGE } from './supplied/constants';
import type { ChainReply } from './supplied/wire/messages';
import { Refusal } from './supplied/Refusal';
import type { Block, Branch } from './supplied/types';
import { checkWork } from './validateBlock';

/** How many attempts one call makes, if the peer's chain changes meanwhile. */
const MAX_ATTEMPTS = 3;

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
  let adopted = 0;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const outcome = await pageForward(tools, await sharedHeight(tools));
    adopted += outcome.adopted;
    if (outcome.finished) break;
  }
  return adopted;
}

/** The height of a block that is on both chains, found by stepping back from our tip. */
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
 * One attempt: reads the peer's chain after the shared block, and offers the branch after each page.
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
    // Before `adopt`, which may change our tip.
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
 * Checks the blocks of a page one by one, and appends those that we lack to the branch.
 *
 * @param first the index that the first of them must have
 * @returns false if the page does not continue the branch: a chain changed since the page before
 * @throws Refusal if a block is bad by itself, or does not follow the one before it in the page
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

/** Checks a block by itself: its shape, then its work, and only then its index. */
function checkBlock(candidate: unknown, index: number, chain: Chain): Block {
  const block = checkShape(candidate);
  checkWork(block, chain.blocks[0].difficulty);
  if (block.index !== index) throw new Refusal('bad-index');
  return block;
}
