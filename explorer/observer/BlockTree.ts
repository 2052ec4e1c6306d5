import { MAX_FUTURE_MS } from '../../solution/supplied/constants';
import { checkShape } from '../../solution/supplied/chain/checkShape';
import { Refusal } from '../../solution/supplied/Refusal';
import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Block, Hash } from '../../solution/supplied/types';
import { checkWork, validateBlock } from '../../solution/validateBlock';
import { MAX_ASTRAY, MAX_BLOCKS } from './limits';
import { MovingLedger } from './MovingLedger';
import type { TreeBlock } from './TreeBlock';

/** How much a tree may hold. */
export interface TreeLimits {
  blocks: number;
  /** Blocks off the best chain that one user may bring. */
  astray: number;
}

/** All blocks that any user of one network has had on its chain, on whatever branch. */
export class BlockTree {
  readonly genesis: TreeBlock;
  /** Parents first; what is in it stays. */
  readonly blocks: readonly TreeBlock[];
  readonly #blocks: TreeBlock[];
  readonly #byHash: Map<Hash, TreeBlock>;
  readonly #ledger: MovingLedger;
  readonly #astray = new Map<Address, number>();
  /** Each address once: a long chain names the same few users over and over. */
  readonly #addresses = new Map<Address, Address>();
  #best: TreeBlock;

  /** @param genesis checked by `checkGenesis` */
  constructor(
    genesis: Block,
    private readonly limits: TreeLimits = { blocks: MAX_BLOCKS, astray: MAX_ASTRAY },
  ) {
    this.genesis = { block: genesis, code: null, parent: null, broughtBy: null, isOnBest: true };
    this.#blocks = [this.genesis];
    this.blocks = this.#blocks;
    this.#byHash = new Map([[genesis.hash, this.genesis]]);
    this.#ledger = new MovingLedger(this.genesis);
    this.#best = this.genesis;
  }

  /** The end of the valid chain with the most work; among equals, the one seen first. */
  get best(): TreeBlock {
    return this.#best;
  }

  get(hash: Hash): TreeBlock | undefined {
    return this.#byHash.get(hash);
  }

  /**
   * Takes a block that a user has on its chain, if real work stands behind it, and notes which rule
   * it breaks, if it breaks one. What follows a block that breaks a rule is `unknown-parent`: no
   * honest user has its parent.
   *
   * @param candidate whatever came from outside
   * @param parent the block before it on that chain
   * @param now our clock, in milliseconds since 1970
   * @throws Refusal `bad-shape`, `bad-index`, `bad-link`, `bad-difficulty`, `bad-hash`, `bad-work`;
   *   `bad-timestamp` for a block of the future, which may be good later; `too-large` if there is no
   *   room for it
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
      this.#blocks.length >= this.limits.blocks ||
      this.#astrayOf(broughtBy) >= this.limits.astray
    ) {
      throw new Refusal('too-large', 'there is no room for more blocks');
    }
    const added: TreeBlock = {
      block: this.#thrifty(block, parent.block),
      code: this.#codeOf(block, parent, now),
      parent,
      broughtBy,
      isOnBest: false,
    };
    this.#blocks.push(added);
    this.#byHash.set(added.block.hash, added);
    this.#count(added, 1);
    if (added.code === null && block.index > this.#best.block.index) this.#prefer(added);
    return added;
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

  /** Moves the best chain's end: some blocks are on it from now on, and others no longer. */
  #prefer(best: TreeBlock): void {
    let on: TreeBlock | null = best;
    for (; on !== null && !on.isOnBest; on = on.parent) {
      on.isOnBest = true;
      this.#count(on, -1);
    }
    for (let off = this.#best; off !== on && off.parent !== null; off = off.parent) {
      off.isOnBest = false;
      this.#count(off, 1);
    }
    this.#best = best;
  }

  #astrayOf(user: Address): number {
    return this.#astray.get(user) ?? 0;
  }

  #count({ broughtBy }: TreeBlock, change: 1 | -1): void {
    if (broughtBy !== null) this.#astray.set(broughtBy, this.#astrayOf(broughtBy) + change);
  }

  /** The same block, in half the memory: text that is kept already is not kept again. */
  #thrifty(block: Block, parent: Block): Block {
    const { data } = block;
    const once = (address: Address): Address => {
      const kept = this.#addresses.get(address);
      if (kept !== undefined) return kept;
      if (this.#addresses.size < 1000) this.#addresses.set(address, address);
      return address;
    };
    const kept = { ...data, from: once(data.from), to: once(data.to) };
    return { ...block, previousHash: parent.hash, data: kept };
  }
}
