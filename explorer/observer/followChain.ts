import { setImmediate as letOthersRun } from 'node:timers/promises';
import { checkShape, isObject } from '../../solution/supplied/chain/checkShape';
import { MAX_PAGE } from '../../solution/supplied/constants';
import type { ChainReply } from '../../solution/supplied/wire/messages';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Address } from '../../solution/supplied/types';
import { claimId } from './CheckedTree';
import type { CheckedTree } from './CheckedTree';
import { CHECKED_AT_ONCE, COMPARED_CLAIMS, MAX_ATTEMPTS, MAX_PAGES_A_POLL } from './limits';
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

/** Thrown for a block of the chain that has no block's shape, and so cannot be in the tree. */
export class Malformed extends Refusal {
  constructor(
    reason: string,
    readonly position: number,
  ) {
    super('bad-shape', reason);
  }
}

/**
 * Adds the missing blocks of a user's chain to the tree. First it asks for the blocks after the
 * known block. If the tree does not have the parent of these blocks, it goes back by 1, 2, 4, …
 * blocks. Then it goes forward page by page. It stops at the height that the first page reports. It
 * also stops after some pages, because a false chain can be endless.
 *
 * If the tree refuses a block, this block and all blocks after it become claims of the user.
 *
 * If the chain changes between two pages, it starts again, because an honest chain can change.
 *
 * @throws Malformed for a block of the wrong shape, Refusal `bad-genesis` if the chain has another
 *   genesis, or `too-large` if the tree is full. Also throws the errors of `askChain`. The blocks
 *   that were already added stay in the tree
 */
export async function followChain(tools: FollowTools): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (await pageForward(tools)) return;
  }
}

/** Returns the newest block before `end`, or `end` itself, that is no claim. */
export function withoutClaims(end: TreeBlock): TreeBlock {
  let block = end;
  while (block.claim !== undefined && block.parent !== null) block = block.parent;
  return block;
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
async function startOf(tools: FollowTools): Promise<Start> {
  const { tree, known, height, askChain } = tools;
  const claimed = known.claim === undefined ? undefined : await startAtClaim(tools);
  if (claimed !== undefined) return claimed;
  let from = Math.max(1, Math.min(withoutClaims(known).position + 1, height));
  for (let step = 1; ; step *= 2) {
    const page = await askChain(from, step === 1 ? MAX_PAGE : 1);
    const [first] = page.blocks;
    const at = isObject(first) ? tree.get(String(first.previousHash)) : undefined;
    if (at !== undefined && at.position === from - 1) return { at, page };
    if (from === 1) {
      if (page.blocks.length === 0 || (await hasGenesis(tools))) return { at: tree.genesis, page };
      throw new Refusal('bad-genesis');
    }
    from = Math.max(1, Math.min(from - step, page.height));
  }
}

/** Returns the known claim, or a claim before it, if the chain still has it at its place. */
async function startAtClaim({ known, askChain }: FollowTools): Promise<Start | undefined> {
  let at = known;
  for (let i = 0; i < COMPARED_CLAIMS && at.parent?.claim !== undefined; i++) at = at.parent;
  const { blocks, height } = await askChain(at.position, MAX_PAGE);
  if (at.parent === null || !isSame(at, at.parent, blocks[0])) return undefined;
  return { at, page: { type: 'chain', blocks: blocks.slice(1), height } };
}

function isSame(claim: TreeBlock, parent: TreeBlock, candidate: unknown): boolean {
  try {
    return claimId(checkShape(candidate), parent) === claim.id;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** True if the first block of the chain is the genesis block of the tree. */
async function hasGenesis({ tree, askChain }: FollowTools): Promise<boolean> {
  const [first] = (await askChain(0, 1)).blocks;
  return isObject(first) && first.hash === tree.genesis.block.hash;
}

/** @returns false if the chain changed between two pages */
async function pageForward(tools: FollowTools): Promise<boolean> {
  const { askChain, onReached } = tools;
  let { at, page } = await startOf(tools);
  const goal = page.height;
  for (let pages = 1; ; pages++) {
    const [first] = page.blocks;
    const fits = !isObject(first) || first.previousHash === at.block.hash;
    if (!fits && at.claim === undefined && !(await isMisplaced(at, tools))) return false;
    for (const [place, candidate] of page.blocks.entries()) {
      const next = nextAt(candidate, at, tools);
      if (next === undefined) return true;
      at = next;
      if (place % CHECKED_AT_ONCE === CHECKED_AT_ONCE - 1) {
        onReached(at);
        await letOthersRun();
      }
    }
    onReached(at);
    // The indexes of claims do not count their places. Therefore only an empty page ends them.
    const isAtGoal = at.claim === undefined && at.position >= goal;
    if (page.blocks.length === 0 || isAtGoal || pages === MAX_PAGES_A_POLL) return true;
    page = await askChain(at.position + 1, MAX_PAGE);
  }
}

/** Returns true if the block after `at` names another parent within one answer of the user. */
async function isMisplaced(at: TreeBlock, { askChain }: FollowTools): Promise<boolean> {
  const [same, next] = (await askChain(at.position, 2)).blocks;
  if (!isObject(same) || !isObject(next)) return false;
  return same.hash === at.block.hash && next.previousHash !== at.block.hash;
}

/** Adds the next block of the chain. Returns undefined if there is no room for one more claim. */
function nextAt(
  candidate: unknown,
  at: TreeBlock,
  { tree, user, now }: FollowTools,
): TreeBlock | undefined {
  try {
    if (at.claim === undefined) return tree.add(candidate, at, user, now());
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'too-large') throw error;
  }
  try {
    return tree.claim(candidate, at, user, now());
  } catch (error) {
    if (error instanceof Refusal) throw new Malformed(error.reason, at.position + 1);
    throw error;
  }
}
