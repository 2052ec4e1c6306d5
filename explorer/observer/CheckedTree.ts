import { createHash } from 'node:crypto';
import { MAX_FUTURE_MS } from '../../solution/supplied/constants';
import { checkShape } from '../../solution/supplied/chain/checkShape';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Block, Hash } from '../../solution/supplied/types';
import { hashBlock } from '../../solution/hashBlock';
import { checkWork, validateBlock } from '../../solution/validateBlock';
import { MAX_BLOCKS, MAX_CLAIMS, MAX_CLAIMS_A_USER, MAX_OFF_BEST } from './limits';
import { MovingLedger } from './MovingLedger';
import type { TreeBlock } from './TreeBlock';

/** The maximum numbers of blocks in a tree. */
interface TreeLimits {
  blocks: number;
  /** How many blocks off the best chain the tree accepts from one user. */
  offBest: number;
}

/**
 * The maximum number of addresses that blocks share. Without a limit, an attacker could fill the
 * memory with addresses.
 */
const MAX_SHARED_ADDRESSES = 1000;

/** The blocks from the chains of all users of a network. Each block has its verdict. */
export class CheckedTree {
  readonly genesis: TreeBlock;
  /** Called with each new block. */
  onAdded: (block: TreeBlock) => void = () => {};
  /** All blocks, parents first. A block is never removed. */
  readonly blocks: readonly TreeBlock[];
  readonly #blocks: TreeBlock[];
  readonly #byHash: Map<Hash, TreeBlock>;
  readonly #ledger: MovingLedger;
  /** How many blocks off the best chain each user has brought. */
  readonly #offBest = new Map<Address, number>();
  /** How many claims each user has brought. */
  readonly #claims = new Map<Address, number>();
  #claimCount = 0;
  /** One string for each address, because a long chain repeats the same few addresses. */
  readonly #addresses = new Map<Address, Address>();
  #best: TreeBlock;

  /**
   * @param genesis a block of the right shape
   * @param genesisCode the code if it is not a right genesis block
   */
  constructor(
    genesis: Block,
    private readonly limits: TreeLimits = { blocks: MAX_BLOCKS, offBest: MAX_OFF_BEST },
    genesisCode: Code | null = null,
  ) {
    this.genesis = {
      ...{ id: genesis.hash, block: genesis, code: genesisCode, position: 0 },
      ...{ parent: null, broughtBy: null, isOnBest: true, seenAt: Date.now() },
    };
    this.#blocks = [this.genesis];
    this.blocks = this.#blocks;
    this.#byHash = new Map([[genesis.hash, this.genesis]]);
    this.#ledger = new MovingLedger(this.genesis);
    this.#best = this.genesis;
  }

  /**
   * The tip of the valid chain with the most work. Among equal chains, it is the tip that was seen
   * first.
   */
  get best(): TreeBlock {
    return this.#best;
  }

  get(hash: Hash): TreeBlock | undefined {
    return this.#byHash.get(hash);
  }

  /**
   * Adds a block of a user's chain if the block has enough work. Then checks the other rules, and
   * stores the verdict with the block. A block after an invalid block gets `unknown-parent`,
   * because honest users do not have the invalid block. Returns the added block, or the same block
   * if the tree had it already.
   *
   * @param candidate any value from outside
   * @param parent the parent of the block in the tree
   * @param now our clock, in milliseconds since 1970
   * @throws Refusal `bad-shape`, `bad-index`, `bad-link`, `bad-difficulty`, `bad-hash` or
   *   `bad-work`. `bad-timestamp` for a block from the future, because the block can become valid
   *   later. `too-large` if the tree is full
   */
  add(candidate: unknown, parent: TreeBlock, broughtBy: Address, now: number): TreeBlock {
    const block = checkShape(candidate);
    if (block.index !== parent.block.index + 1) throw new Refusal('bad-index');
    if (block.previousHash !== parent.block.hash) throw new Refusal('bad-link');
    checkWork(block, this.genesis.block.difficulty);
    const known = this.get(block.hash);
    if (known !== undefined) return known;
    if (block.timestamp > now + MAX_FUTURE_MS) throw new Refusal('bad-timestamp');
    if (
      this.#blocks.length - this.#claimCount >= this.limits.blocks ||
      this.#offBestOf(broughtBy) >= this.limits.offBest
    ) {
      throw new Refusal('too-large', 'the tree has no room for more blocks');
    }
    const added: TreeBlock = {
      ...{ id: block.hash, block: this.#withSharedTexts(block, parent.block) },
      ...{ code: this.#codeOf(block, parent, now), position: parent.position + 1 },
      ...{ parent, broughtBy, isOnBest: false, seenAt: now },
    };
    this.#blocks.push(added);
    this.#byHash.set(added.id, added);
    this.#countOffBest(added, 1);
    if (added.code === null && block.index > this.#best.block.index) this.#moveBest(added);
    this.onAdded(added);
    return added;
  }

  /**
   * Adds a block that `add` refuses, as a claim of a user. It proves no work, so a claim has its own
   * id, and each user can bring only a few claims. Returns undefined if there is no room for it.
   *
   * @param candidate any value from outside
   * @param parent the block before it on the user's chain
   * @param now our clock, in milliseconds since 1970
   * @throws Refusal `bad-shape`
   */
  claim(
    candidate: unknown,
    parent: TreeBlock,
    broughtBy: Address,
    now: number,
  ): TreeBlock | undefined {
    const block = checkShape(candidate);
    const id = claimId(block, parent);
    const known = this.get(id);
    if (known !== undefined) return known;
    const count = this.#claims.get(broughtBy) ?? 0;
    if (count >= MAX_CLAIMS_A_USER || this.#claimCount >= MAX_CLAIMS) return undefined;
    this.#claims.set(broughtBy, count + 1);
    this.#claimCount++;
    const added: TreeBlock = {
      ...{ id, block, code: this.#codeOfClaim(block, parent, now), position: parent.position + 1 },
      ...{ claim: { id, parent: parent.id }, parent, broughtBy, isOnBest: false, seenAt: now },
    };
    this.#blocks.push(added);
    this.#byHash.set(id, added);
    this.onAdded(added);
    return added;
  }

  /** Returns the code of the first rule that a claim breaks by itself, or else `unknown-parent`. */
  #codeOfClaim(block: Block, parent: TreeBlock, now: number): Code {
    const { difficulty } = this.genesis.block;
    try {
      validateBlock(block, { ...parent.block, difficulty }, now);
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
    return 'unknown-parent';
  }

  #codeOf(block: Block, parent: TreeBlock, now: number): Code | null {
    if (parent.code !== null) return 'unknown-parent';
    try {
      validateBlock(block, parent.block, now);
      this.#ledger.moveTo(parent);
      this.#ledger.check(block.data);
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  }

  /** Makes a block the tip of the best chain. Updates `isOnBest` on the old and the new branch. */
  #moveBest(best: TreeBlock): void {
    let on: TreeBlock | null = best;
    for (; on !== null && !on.isOnBest; on = on.parent) {
      on.isOnBest = true;
      this.#countOffBest(on, -1);
    }
    for (let off = this.#best; off !== on && off.parent !== null; off = off.parent) {
      off.isOnBest = false;
      this.#countOffBest(off, 1);
    }
    this.#best = best;
  }

  #offBestOf(user: Address): number {
    return this.#offBest.get(user) ?? 0;
  }

  #countOffBest({ broughtBy }: TreeBlock, change: 1 | -1): void {
    if (broughtBy !== null) this.#offBest.set(broughtBy, this.#offBestOf(broughtBy) + change);
  }

  /**
   * Returns a copy of a block that needs half the memory. The copy shares strings that the tree
   * already has.
   */
  #withSharedTexts(block: Block, parent: Block): Block {
    const { data } = block;
    const shared = (address: Address): Address => {
      const kept = this.#addresses.get(address);
      if (kept !== undefined) return kept;
      if (this.#addresses.size < MAX_SHARED_ADDRESSES) this.#addresses.set(address, address);
      return address;
    };
    const sharedData = { ...data, from: shared(data.from), to: shared(data.to) };
    return { ...block, previousHash: parent.hash, data: sharedData };
  }
}

/** Returns an id that depends on the whole block and on all blocks before it. */
export function claimId(block: Block, parent: TreeBlock): Hash {
  const text = `claim ${parent.id} ${hashBlock(block)} ${block.hash}`;
  return createHash('sha256').update(text).digest('hex');
}
