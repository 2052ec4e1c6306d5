import { checkShape } from './supplied/chain/checkShape';
import { tip } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { MAX_PAGE } from './supplied/constants';
import type { ChainReply } from './supplied/wire/messages';
import { Refusal } from './supplied/Refusal';
import type { Branch } from './supplied/types';
import { checkWork } from './validateBlock';

/** How often one call begins, the first time included, if the peer's chain changes under it. */
const MAX_ATTEMPTS = 3;

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
  let adopted = 0;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const outcome = await pageForward(tools, await commonHeight(tools));
    adopted += outcome.adopted;
    if (outcome.finished) break;
  }
  return adopted;
}

/** The height of a block that is on both chains, not far below the newest such. */
async function commonHeight({ chain, ask }: CatchUpTools): Promise<number> {
  let height = tip(chain).index;
  for (let step = 1; ; step *= 2) {
    const page = await ask(height, 1);
    const theirs = page.blocks.length > 0 ? checkShape(page.blocks[0]) : undefined;
    if (theirs !== undefined && theirs.hash === chain.blocks[height]?.hash) return height;
    if (height === 0) throw new Refusal('bad-genesis');
    height = Math.max(0, Math.min(height - step, page.height, tip(chain).index));
  }
}

async function pageForward(
  { chain, ask, adopt }: CatchUpTools,
  common: number,
): Promise<{ adopted: number; finished: boolean }> {
  let adopted = 0;
  let branch: Branch = [];
  let goal: number | undefined;
  for (let next = common + 1; ;) {
    const page = await ask(next, MAX_PAGE);
    goal ??= page.height;
    for (const [place, candidate] of page.blocks.entries()) {
      const block = checkShape(candidate);
      checkWork(block, chain.blocks[0].difficulty);
      if (block.index !== next) throw new Refusal('bad-index');
      if (branch.length > 0 || chain.blocks[next]?.hash !== block.hash) {
        const parent = branch.at(-1) ?? chain.blocks[next - 1];
        if (block.previousHash !== parent?.hash) {
          if (place === 0) return { adopted, finished: false };
          throw new Refusal('bad-link');
        }
        branch.push(block);
      }
      next++;
    }
    const isLonger = next - 1 > tip(chain).index;
    if (branch.length > 0 && adopt(branch)) {
      adopted += branch.length;
      branch = [];
    } else if (isLonger) {
      return { adopted, finished: true };
    }
    if (page.blocks.length === 0 || next > goal) return { adopted, finished: true };
  }
}
