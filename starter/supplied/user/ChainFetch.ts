import { setImmediate as letOthersWork } from 'node:timers/promises';
import { catchUp } from '../../catchUp';
import { adoptBranch } from '../chain/adoptBranch';
import type { Adoption } from '../chain/adoptBranch';
import { blockOf, tip } from '../chain/Chain';
import type { Chain } from '../chain/Chain';
import { checkPage } from '../chain/checkPage';
import { tryBranch } from '../chain/tryBranch';
import { NETWORK } from '../constants';
import { Refusal } from '../Refusal';
import type { Block, Branch, Endpoint } from '../types';
import type { ChainReply } from '../wire/messages';
import type { Contacts } from './Contacts';
import type { RefusedBlocks } from './RefusedBlocks';

/**
 * How long one fetch can take, in milliseconds, and how much longer with each valid new block. An
 * honest user sends thousands of blocks a second.
 */
const PATIENCE_MS = 5000;
const PATIENCE_PER_BLOCK_MS = 5;

/** A fetch is slow if it takes longer than this, and the time for its blocks, in milliseconds. */
export const SLOW_MS = 500;

/**
 * How many payments are handed on at a time. To check a payment's signature takes a sixth of a
 * millisecond. To check a mined coin takes much less.
 */
const MOST_PAYMENTS = 32;

/**
 * A longer branch is tried on a copy of our chain first. To apply and to undo a shorter one takes a
 * few milliseconds, so it goes straight to `reorganise`.
 */
const LONG_BRANCH = 32;

/** The parts that a fetch uses. */
export interface FetchTools {
  chain: Chain;
  contacts: Contacts;
  now: () => number;
  /** Called after blocks were taken over. */
  onAdopted: (adoption: Adoption) => void;
}

/** One fetch of the blocks that another user has and we lack. */
export class ChainFetch {
  readonly #begun = performance.now();
  /** How many blocks count: valid, new to us, and linked to our chain. */
  #brought = 0;
  /** The last block that counts, or that links to a block that counts. */
  #last: Block | undefined;
  /** The maximum height of the blocks that count. Each height counts once. */
  #reached = 0;
  /** The blocks of the last page that are not handed on yet. */
  #rest: Block[] = [];
  /** The height in the last page. */
  #height = 0;
  /** The blocks that were handed on, and are not on our chain. */
  #branch: Branch = [];
  #adopted = 0;

  constructor(
    private readonly from: Endpoint,
    private readonly tools: FetchTools,
    private readonly refused: RefusedBlocks,
  ) {}

  /** True if the fetch takes long for the blocks that it has brought. */
  get isSlow(): boolean {
    return this.#left(SLOW_MS) <= 0;
  }

  /**
   * Fetches the blocks. Gives up after 5 s and 5 ms for each block that counts.
   *
   * @returns how many blocks were taken over
   * @throws Refusal if the user is too slow or sends an invalid block; ConnectionLost if the user
   *   does not answer
   */
  async run(): Promise<number> {
    await catchUp({
      chain: this.tools.chain,
      ask: (first, limit) => this.#ask(first, limit),
      adopt: (branch) => this.#adopt(branch),
    });
    return this.#adopted;
  }

  /** Returns how much time is left, in milliseconds. */
  #left(patience: number): number {
    return this.#begun + patience + PATIENCE_PER_BLOCK_MS * this.#brought - performance.now();
  }

  /** Returns the blocks of one page, or the beginning of a page with many payments. */
  async #ask(first: number, limit: number): Promise<ChainReply> {
    // A question for one block asks for the peer's newest state.
    if (limit > 1 && this.#rest[0]?.index === first) await letOthersWork();
    else await this.#askPeer(first, limit);
    const blocks = this.#rest.splice(0, lengthOfPiece(this.#rest));
    if (limit > 1) await this.#try(blocks);
    return { type: 'chain', blocks, height: this.#height };
  }

  async #askPeer(from: number, limit: number): Promise<void> {
    const { chain, contacts } = this.tools;
    const left = this.#left(PATIENCE_MS);
    if (left <= 0) throw new Refusal('too-slow');
    const { timeoutMs = left } = contacts.options.client;
    const page = await contacts.ask(this.from, { type: 'getChain', from, limit }, 'chain', {
      timeoutMs: Math.min(left, timeoutMs),
    });
    const blocks = checkPage(page.blocks, { from, limit }, chain.blocks[0].difficulty);
    for (const block of blocks) this.#count(block);
    this.#rest = this.refused.before(blocks);
    this.#height = page.height;
  }

  #count(block: Block): void {
    const { chain } = this.tools;
    if (blockOf(chain, block.hash) !== undefined) return;
    const { previousHash, index } = block;
    if (previousHash !== this.#last?.hash && blockOf(chain, previousHash) === undefined) return;
    this.#last = block;
    if (index <= this.#reached) return;
    this.#reached = index;
    this.#brought++;
  }

  /** Tries the branch so far on a copy of our chain, if it is long and would replace our blocks. */
  async #try(blocks: readonly Block[]): Promise<void> {
    const { chain, now } = this.tools;
    for (const block of blocks) {
      if (blockOf(chain, block.hash) !== undefined) continue;
      const isLinked = block.previousHash === this.#branch.at(-1)?.hash;
      if (!isLinked) this.#branch = [];
      if (isLinked || blockOf(chain, block.previousHash) !== undefined) this.#branch.push(block);
    }
    const [first] = this.#branch;
    const last = this.#branch.at(-1);
    if (this.#branch.length <= LONG_BRANCH || last === undefined) return;
    if (last.index <= tip(chain).index) return;
    // On our tip, nothing is undone. The parent can be gone, because our chain has changed.
    if (first.previousHash === tip(chain).hash || !blockOf(chain, first.previousHash)) return;
    await tryBranch(chain, this.#branch, now(), (block, refusal) =>
      this.refused.add(block, refusal),
    );
  }

  #adopt(branch: Branch): boolean {
    const { chain, now, onAdopted } = this.tools;
    const isOnTip = branch[0]?.previousHash === tip(chain).hash;
    try {
      const isAdopted = adoptBranch(chain, branch, now(), onAdopted);
      if (isAdopted) this.#adopted += branch.length;
      return isAdopted;
    } catch (error) {
      // On our tip, the blocks before the refused block stay.
      const block = branch.find(({ hash }) => blockOf(chain, hash) === undefined);
      if (isOnTip && block !== undefined && error instanceof Refusal)
        this.refused.add(block, error);
      throw error;
    }
  }
}

/** Returns how many of these blocks are handed on at a time. */
function lengthOfPiece(blocks: readonly Block[]): number {
  let payments = 0;
  const place = blocks.findIndex(({ data }) => data.from !== NETWORK && ++payments > MOST_PAYMENTS);
  return place < 0 ? blocks.length : place;
}
