// Sentence 5: a hash whose work was checked once is not checked again.
import { checkShape } from './supplied/chain/checkShape';
import { tip } from './supplied/chain/Chain';
import type { Chain } from './supplied/chain/Chain';
import { MAX_PAGE } from './supplied/constants';
import type { ChainReply } from './supplied/wire/messages';
import { Refusal } from './supplied/Refusal';
import type { Block, Branch } from './supplied/types';
import { checkWork } from './validateBlock';

const MAX_ATTEMPTS = 3;

export interface CatchUpTools {
  chain: Chain;
  ask: (from: number, limit: number) => Promise<ChainReply>;
  adopt: (branch: Branch) => boolean;
}

export async function catchUp(tools: CatchUpTools): Promise<number> {
  let adopted = 0;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const outcome = await pageForward(tools, await sharedHeight(tools));
    adopted += outcome.adopted;
    if (outcome.finished) break;
  }
  return adopted;
}

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

const worked = new Set<string>();

function checkBlock(candidate: unknown, index: number, chain: Chain): Block {
  const block = checkShape(candidate);
  if (!worked.has(block.hash)) {
    checkWork(block, chain.blocks[0].difficulty);
    worked.add(block.hash);
  }
  if (block.index !== index) throw new Refusal('bad-index');
  return block;
}
