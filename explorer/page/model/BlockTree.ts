import type { Code } from '../../../solution/supplied/Refusal';
import { NO_PARENT } from '../../../solution/supplied/constants';
import type { Block, Hash } from '../../../solution/supplied/types';
import type { SeenBlock } from '../../updates';

/** A block and its place in the tree. */
export interface TreeNode {
  readonly block: Block;
  code: Code | null;
  readonly parent: TreeNode | null;
  readonly children: TreeNode[];
  /** How many blocks lie below it. An invalid block's own `index` may say anything. */
  readonly height: number;
  /** The work of its chain, in hashes expected. */
  readonly work: number;
  /** True if neither it nor a block below it breaks a rule. */
  readonly isValid: boolean;
  /** True if it is on the chain with the most work. */
  isMain: boolean;
  /** True if it is on the chain of a user who is here. */
  isHeld: boolean;
  /** Where it is drawn: 0 is the main chain's lane, the forks' are below. */
  lane: number;
  /** When the page learnt of it, in milliseconds since 1970. */
  readonly seenAt: number;
}

/** How the main chain changed: blocks that left it, and blocks that joined it, lowest first. */
export interface MainChange {
  undone: readonly TreeNode[];
  adopted: readonly TreeNode[];
}

/** The most blocks kept while their parent is unknown. */
const MAX_WAITING = 2000;

/**
 * All blocks that were ever seen, joined by their hashes. The main chain and the lanes are kept up to
 * date block by block, so that a block costs the same whether the tree holds ten or ten thousand.
 */
export class BlockTree {
  /** The main chain, genesis first. */
  readonly main: TreeNode[] = [];
  readonly #nodes = new Map<Hash, TreeNode>();
  /** All blocks of each height. */
  readonly #rows: TreeNode[][] = [];
  /** Blocks that came before their parent, by its hash. */
  readonly #waiting = new Map<Hash, SeenBlock[]>();
  #waitingCount = 0;
  #held: TreeNode[] = [];
  /** The heights whose lanes are out of date. */
  #dirty = { from: Infinity, to: -1 };

  /** How many blocks there are. */
  get size(): number {
    return this.#nodes.size;
  }

  /** The greatest height at which there is a block; -1 if there is none. */
  get height(): number {
    return this.#rows.length - 1;
  }

  /** The newest block of the main chain. */
  get tip(): TreeNode | undefined {
    return this.main.at(-1);
  }

  /** The block of that hash, if it was seen. */
  find(hash: Hash): TreeNode | undefined {
    return this.#nodes.get(hash);
  }

  /** The highest block whose hash begins so. Leading zeros may be left out. */
  findByPrefix(prefix: string): TreeNode | undefined {
    let found: TreeNode | undefined;
    for (const [hash, node] of this.#nodes) {
      const begins = hash.startsWith(prefix) || hash.replace(/^0+/, '').startsWith(prefix);
      if (begins && node.height >= (found?.height ?? 0)) found = node;
    }
    return found;
  }

  /** All blocks of a height, the main chain's first. */
  row(height: number): readonly TreeNode[] {
    return this.#rows[height] ?? [];
  }

  /**
   * Puts a block where it belongs. One that is known already only gets its verdict anew.
   *
   * @returns how that changed the main chain, or null if it did not
   */
  add(seen: SeenBlock): MainChange | null {
    const known = this.#nodes.get(seen.block.hash);
    if (known !== undefined) {
      known.code = seen.code;
      return null;
    }
    const { previousHash, hash, difficulty } = seen.block;
    const parent = this.#nodes.get(previousHash) ?? null;
    if (parent === null && previousHash !== NO_PARENT) {
      this.#wait(seen);
      return null;
    }
    const node: TreeNode = {
      ...seen,
      parent,
      children: [],
      height: parent === null ? 0 : parent.height + 1,
      work: (parent?.work ?? 0) + 2 ** difficulty,
      isValid: seen.code === null && (parent?.isValid ?? true),
      isMain: false,
      isHeld: false,
      lane: 0,
      seenAt: Date.now(),
    };
    parent?.children.push(node);
    this.#nodes.set(hash, node);
    (this.#rows[node.height] ??= []).push(node);
    this.#soil(node.height);
    const isBest = node.isValid && node.work > (this.tip?.work ?? 0);
    const change = isBest ? this.#moveTip(node) : null;
    return this.#addWaiting(hash, change);
  }

  /** How one gets from a block to another: how many blocks down the first's chain, how many up. */
  way(from: TreeNode, to: TreeNode): { down: number; up: number } {
    let [low, high]: (TreeNode | null)[] = [from, to];
    while (low !== null && high !== null && low !== high) {
      if (low.height >= high.height) low = low.parent;
      else high = high.parent;
    }
    const meeting = low === null || high === null ? -1 : low.height;
    return { down: from.height - meeting, up: to.height - meeting };
  }

  /** Marks the chains that end in these blocks as held by somebody, and no others. */
  hold(tips: readonly Hash[]): void {
    for (const node of this.#held) node.isHeld = false;
    this.#held = [];
    for (const hash of tips) {
      // What is on the main chain needs no mark, so the walk is no longer than the fork.
      let node = this.#nodes.get(hash) ?? null;
      while (node !== null && !node.isMain && !node.isHeld) {
        node.isHeld = true;
        this.#held.push(node);
        node = node.parent;
      }
    }
  }

  /**
   * Gives each block whose surroundings changed its lane. The main chain runs in lane 0; a fork keeps
   * the lowest lane that was free where it began.
   */
  layOut(): void {
    const { from, to } = this.#dirty;
    this.#dirty = { from: Infinity, to: -1 };
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

  #soil(height: number): void {
    this.#dirty.from = Math.min(this.#dirty.from, height);
    this.#dirty.to = Math.max(this.#dirty.to, height);
  }

  /** Makes `node` the tip: the chain below it becomes the main one. */
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
      this.#soil(come.height);
    }
    if (undone.length > 0) this.#soil(undone[undone.length - 1].height);
    return { undone, adopted };
  }

  #wait(seen: SeenBlock): void {
    const { previousHash, hash } = seen.block;
    const siblings = this.#waiting.get(previousHash) ?? [];
    if (siblings.some(({ block }) => block.hash === hash) || this.#waitingCount >= MAX_WAITING) {
      return;
    }
    this.#waitingCount++;
    this.#waiting.set(previousHash, [...siblings, seen]);
  }

  /** Adds what waited for a block, and sums up how the main chain has changed. */
  #addWaiting(hash: Hash, change: MainChange | null): MainChange | null {
    const waiting = this.#waiting.get(hash);
    if (waiting === undefined) return change;
    this.#waiting.delete(hash);
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

/** Two changes, one after the other, as one. */
function joined(first: MainChange, second: MainChange): MainChange {
  const undone = second.undone.filter((node) => !first.adopted.includes(node));
  const adopted = first.adopted.filter((node) => !second.undone.includes(node));
  return { undone: [...first.undone, ...undone], adopted: [...adopted, ...second.adopted] };
}
