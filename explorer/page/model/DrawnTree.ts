import type { Code } from '../../../solution/supplied/Refusal';
import type { Block, Hash } from '../../../solution/supplied/types';
import type { SeenBlock } from '../../channel/Updates';

/** A block in the page's tree. */
export interface TreeNode {
  /** The hash of the block, or the id of a claim. */
  readonly id: Hash;
  readonly block: Block;
  code: Code | null;
  readonly parent: TreeNode | null;
  readonly children: TreeNode[];
  /**
   * How many blocks come before this block on its chain. The `index` of an invalid block can differ
   * from this number.
   */
  readonly height: number;
  /** True if the block is only claimed: its hash, its work or its place is wrong. */
  readonly isClaim: boolean;
  /** The work of the chain that ends in this block, in expected hashes. */
  readonly work: number;
  /** True if this block and all blocks before it are valid. */
  readonly isValid: boolean;
  /** True if the block is on the valid chain with the most work. */
  isMain: boolean;
  /** True if the block is on a fork, and a user who is here follows this fork. */
  isFollowed: boolean;
  /** The row in which the block is drawn. The main chain has row 0, and forks have higher rows. */
  lane: number;
  /** When the observer received the block, in milliseconds since 1970. */
  readonly seenAt: number;
}

/**
 * The blocks that left the main chain, and the blocks that joined it. Both lists begin with the
 * lowest block.
 */
export interface MainChange {
  undone: readonly TreeNode[];
  adopted: readonly TreeNode[];
}

/** The maximum number of blocks that wait for their parent. */
const MAX_WAITING = 2000;

/**
 * All blocks that the page has received, linked by their hashes. Each block stores its place in the
 * drawing. A new block updates only the blocks near it. Therefore a new block costs the same in a
 * large tree as in a small tree.
 */
export class DrawnTree {
  /** The main chain, genesis first. */
  readonly main: TreeNode[] = [];
  readonly #nodes = new Map<Hash, TreeNode>();
  /** All blocks of each height. */
  readonly #rows: TreeNode[][] = [];
  /** The blocks that wait for their parent, by the parent's hash. */
  readonly #waiting = new Map<Hash, SeenBlock[]>();
  #waitingCount = 0;
  #followed: TreeNode[] = [];
  /** The range of heights whose lanes must be updated. */
  #stale = { from: Infinity, to: -1 };

  /** How many blocks there are. */
  get size(): number {
    return this.#nodes.size;
  }

  /** The greatest height of a block. It is -1 if the tree is empty. */
  get height(): number {
    return this.#rows.length - 1;
  }

  /** The newest block of the main chain. */
  get tip(): TreeNode | undefined {
    return this.main.at(-1);
  }

  /** The newest block of the main chain. If genesis is invalid, the highest block. */
  get end(): TreeNode | undefined {
    return this.tip ?? this.row(this.height)[0];
  }

  /** @param id the hash of a block, or the id of a claim */
  find(id: Hash): TreeNode | undefined {
    return this.#nodes.get(id);
  }

  /**
   * Returns the highest block whose hash starts with a prefix. The prefix can omit leading zeros.
   */
  findByPrefix(prefix: string): TreeNode | undefined {
    let found: TreeNode | undefined;
    for (const node of this.#nodes.values()) {
      const { hash } = node.block;
      const isMatch = hash.startsWith(prefix) || hash.replace(/^0+/, '').startsWith(prefix);
      if (isMatch && node.height >= (found?.height ?? 0)) found = node;
    }
    return found;
  }

  /** Returns all blocks of a height, in the order in which they came. */
  row(height: number): readonly TreeNode[] {
    return this.#rows[height] ?? [];
  }

  /**
   * Adds a block. If the block is known, updates only its verdict.
   *
   * @returns the change of the main chain, or null if the main chain stays the same
   */
  add(seen: SeenBlock): MainChange | null {
    const id = idOf(seen);
    const known = this.#nodes.get(id);
    if (known !== undefined) {
      known.code = seen.code;
      return null;
    }
    const { difficulty } = seen.block;
    const parent = this.#nodes.get(parentIdOf(seen)) ?? null;
    // The first block of all is genesis, even if its fields are wrong.
    if (parent === null && this.size > 0) {
      this.#wait(seen);
      return null;
    }
    const node: TreeNode = {
      ...{ id, block: seen.block, code: seen.code, isClaim: seen.claim !== undefined },
      parent,
      children: [],
      height: parent === null ? 0 : parent.height + 1,
      work: (parent?.work ?? 0) + 2 ** difficulty,
      isValid: seen.code === null && (parent?.isValid ?? true),
      isMain: false,
      isFollowed: false,
      lane: 0,
      seenAt: seen.seenAt,
    };
    parent?.children.push(node);
    this.#nodes.set(id, node);
    (this.#rows[node.height] ??= []).push(node);
    this.#markStale(node.height);
    const isBest = node.isValid && node.work > (this.tip?.work ?? 0);
    const change = isBest ? this.#moveTip(node) : null;
    return this.#addWaiting(id, change);
  }

  /**
   * Returns how many blocks to undo, and then how many to adopt, on the way from one block to
   * another.
   */
  path(from: TreeNode, to: TreeNode): { down: number; up: number } {
    let [low, high]: (TreeNode | null)[] = [from, to];
    while (low !== null && high !== null && low !== high) {
      if (low.height >= high.height) low = low.parent;
      else high = high.parent;
    }
    const meeting = low === null || high === null ? -1 : low.height;
    return { down: from.height - meeting, up: to.height - meeting };
  }

  /**
   * Marks the fork blocks of the chains that end in these tips as followed. Removes all other
   * marks.
   */
  markFollowed(tips: readonly Hash[]): void {
    for (const node of this.#followed) node.isFollowed = false;
    this.#followed = [];
    for (const hash of tips) {
      // Blocks of the main chain need no mark. The loop therefore ends where the fork starts.
      let node = this.#nodes.get(hash) ?? null;
      while (node !== null && !node.isMain && !node.isFollowed) {
        node.isFollowed = true;
        this.#followed.push(node);
        node = node.parent;
      }
    }
  }

  /**
   * Updates the lanes of new blocks and of the blocks near them. The main chain is in lane 0. A
   * fork gets the lowest lane that is free at its first block, and stays in this lane.
   */
  layOut(): void {
    const { from, to } = this.#stale;
    this.#stale = { from: Infinity, to: -1 };
    for (let height = from; height < this.#rows.length; height++) {
      const changed = this.#layOutRow(height);
      if (!changed && height > to) return;
    }
  }

  #layOutRow(height: number): boolean {
    const row = this.#rows[height];
    if (row.length === 1 && row[0].isMain && row[0].lane === 0) return false;
    const below = new Set((this.#rows[height - 1] ?? []).map(({ lane }) => lane));
    const taken = new Set([0]);
    let changed = false;
    const place = (node: TreeNode, lane: number): void => {
      changed ||= node.lane !== lane;
      node.lane = lane;
      taken.add(lane);
    };
    const others: TreeNode[] = [];
    for (const node of row) {
      const { parent } = node;
      const goesOn = parent !== null && !parent.isMain && parent.children[0] === node;
      if (node.isMain) place(node, 0);
      else if (goesOn) place(node, parent.lane);
      else others.push(node);
    }
    let lane = 1;
    for (const node of others) {
      while (taken.has(lane) || below.has(lane)) lane++;
      place(node, lane);
    }
    return changed;
  }

  #markStale(height: number): void {
    this.#stale.from = Math.min(this.#stale.from, height);
    this.#stale.to = Math.max(this.#stale.to, height);
  }

  /** Makes the chain that ends in `node` the main chain. */
  #moveTip(node: TreeNode): MainChange {
    const adopted: TreeNode[] = [];
    let next: TreeNode | null = node;
    for (; next !== null && !next.isMain; next = next.parent) adopted.push(next);
    adopted.reverse();
    const undone = this.main.splice(adopted[0].height);
    for (const gone of undone) gone.isMain = false;
    for (const come of adopted) {
      come.isMain = true;
      this.main.push(come);
      this.#markStale(come.height);
    }
    if (undone.length > 0) this.#markStale(undone[undone.length - 1].height);
    return { undone, adopted };
  }

  #wait(seen: SeenBlock): void {
    const parent = parentIdOf(seen);
    const siblings = this.#waiting.get(parent) ?? [];
    if (siblings.some((other) => idOf(other) === idOf(seen)) || this.#waitingCount >= MAX_WAITING) {
      return;
    }
    this.#waitingCount++;
    this.#waiting.set(parent, [...siblings, seen]);
  }

  /**
   * Adds the blocks that waited for the block with this id. Returns `change` together with
   * what these blocks changed on the main chain.
   */
  #addWaiting(id: Hash, change: MainChange | null): MainChange | null {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return change;
    this.#waiting.delete(id);
    this.#waitingCount -= waiting.length;
    let all = change;
    for (const seen of waiting) {
      const more = this.add(seen);
      if (all === null) all = more;
      else if (more !== null) all = joined(all, more);
    }
    return all;
  }
}

/** Returns one change with the same effect as two changes in a row. */
function joined(first: MainChange, second: MainChange): MainChange {
  const undone = second.undone.filter((node) => !first.adopted.includes(node));
  const adopted = first.adopted.filter((node) => !second.undone.includes(node));
  return { undone: [...first.undone, ...undone], adopted: [...adopted, ...second.adopted] };
}

const idOf = ({ block, claim }: SeenBlock): Hash => claim?.id ?? block.hash;

const parentIdOf = ({ block, claim }: SeenBlock): Hash => claim?.parent ?? block.previousHash;
