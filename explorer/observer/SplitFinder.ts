import type { Address } from '../../solution/supplied/types';
import type { SeenMessage } from '../channel/Updates';
import type { Happening } from '../channel/SeenEvent';
import type { Cable, SeenSplit } from '../channel/Split';
import { forkOf } from './forkOf';
import { isOnChain } from './isOnChain';
import type { TreeBlock } from './TreeBlock';

/** How many usual times of a block the branches must last. Ordinary forks end earlier. */
const BLOCK_TIMES = 3;

/** The minimum time that the branches must last, in milliseconds. */
const MIN_MS = 3000;

/** How many blocks the longest branch must have. A fork of one block can stay without any miner. */
const MIN_DEPTH = 2;

/** The number of blocks whose times give the usual time of a block. */
const TIMED = 20;

/** The maximum number of users whose cables are listed. */
const MAX_CABLED = 12;

/** The maximum number of branches that are compared. Liars can bring any number of them. */
const MAX_BRANCHES = 12;

/** The minimum time between two comparisons, in milliseconds. */
const PAUSE_MS = 200;

/** The users who follow one branch. */
interface Branch {
  tip: TreeBlock;
  users: Address[];
}

/** Finds out whether users have followed different branches for some time. */
export class SplitFinder {
  /** The current split, or null. */
  split: SeenSplit | null = null;
  #comparedAt = 0;
  /** When the newest blocks came. */
  readonly #times: number[] = [];
  /** When a user heard another user last. */
  readonly #heardAt = new Map<Address, Map<Address, number>>();

  /** @param onEvent called when a split begins or ends */
  constructor(private readonly onEvent: (event: Happening) => void) {}

  /** Notes a new block. */
  blockSeen(now: number): void {
    this.#times.push(now);
    if (this.#times.length > TIMED) this.#times.shift();
  }

  /** Notes messages that known users report about known users. */
  heard(messages: readonly SeenMessage[], isKnown: (user: Address) => boolean, now: number): void {
    for (const { from, to } of messages) {
      if (from === null || !isKnown(from) || !isKnown(to)) continue;
      const heard = this.#heardAt.get(to) ?? new Map<Address, number>();
      this.#heardAt.set(to, heard.set(from, now));
    }
  }

  forget(user: Address): void {
    this.#heardAt.delete(user);
    for (const heard of this.#heardAt.values()) heard.delete(user);
  }

  /**
   * Compares the tips of all users who are here.
   *
   * @param graceMs how long a message can take, in milliseconds
   */
  compare(tips: ReadonlyMap<Address, TreeBlock>, now: number, graceMs: number): void {
    if (now < this.#comparedAt + PAUSE_MS) return;
    this.#comparedAt = now;
    const branches = joinNew(branchesOf(tips), now - this.#minimumMs());
    const [first, ...others] = branches;
    const fork = others.reduce((lowest, { tip }) => forkOf(lowest, tip).fork, first?.tip);
    const groups = branches.map(({ tip, users }) => ({
      ...{ users, tip: tip.id, depth: tip.position - fork.position },
    }));
    if (others.length === 0 || !groups.some(({ depth }) => depth >= MIN_DEPTH)) {
      this.#end(tips, now);
      return;
    }
    const since = Math.min(...others.map(({ tip }) => forkOf(first.tip, tip).at));
    const isFirst = this.split === null;
    const height = fork.position;
    // An old message does not show that a connection still works.
    const after = Math.max(since + graceMs, now - this.#minimumMs());
    const cables = this.#cables(branches, { within: since, across: after });
    this.split = { since, height, groups, cables, isCut: this.#isCut(branches, after) };
    if (isFirst) {
      this.onEvent({ kind: 'split', groups: groups.map(({ users }) => users), height });
    }
  }

  #end(tips: ReadonlyMap<Address, TreeBlock>, now: number): void {
    if (this.split === null) return;
    const { since, groups } = this.split;
    const depths = groups.map(({ depth }) => depth);
    const isGone = groups.some(({ users }) => users.every((user) => !tips.has(user)));
    this.split = null;
    this.onEvent({ kind: 'healed', ms: now - since, depths, isGone });
  }

  #minimumMs(): number {
    const gaps = this.#times.slice(1).map((time, i) => time - this.#times[i]);
    const usual = gaps.sort((a, b) => a - b).at(gaps.length >> 1) ?? 0;
    return Math.max(MIN_MS, BLOCK_TIMES * usual);
  }

  /** True if no message has passed between two branches. */
  #isCut(branches: readonly Branch[], after: number): boolean {
    return branches.every(({ users }, i) =>
      branches
        .slice(i + 1)
        .every((other) =>
          users.every((one) => other.users.every((two) => !this.#isOpen(one, two, after))),
        ),
    );
  }

  /** Returns the cables between users of different groups, and the open ones within a group. */
  #cables(branches: readonly Branch[], after: { within: number; across: number }): Cable[] {
    const users = branches
      .flatMap((branch) => branch.users.map((user) => ({ user, branch })))
      .slice(0, MAX_CABLED);
    return users.flatMap(({ user, branch }, i) =>
      users.slice(i + 1).flatMap((other): Cable[] => {
        const isWithin = branch === other.branch;
        const isOpen = this.#isOpen(user, other.user, isWithin ? after.within : after.across);
        // Users of one group who are silent at the moment can still be connected.
        if (!isOpen && isWithin) return [];
        return [{ between: [user, other.user], isCut: !isOpen }];
      }),
    );
  }

  #isOpen(one: Address, other: Address, after: number): boolean {
    const at = (to: Address, from: Address): number => this.#heardAt.get(to)?.get(from) ?? 0;
    return Math.max(at(one, other), at(other, one)) > after;
  }
}

/**
 * Returns the branches that users follow, the one with the most work first. A user whose tip is
 * below the fork is in no branch, because it can still follow each of them.
 */
function branchesOf(tips: ReadonlyMap<Address, TreeBlock>): Branch[] {
  const byTip = new Map<TreeBlock, Address[]>();
  for (const [user, tip] of tips) {
    if (tip.code === null) byTip.set(tip, [...(byTip.get(tip) ?? []), user]);
  }
  const branches: Branch[] = [];
  const highestFirst = [...byTip].sort(([a], [b]) => b.position - a.position);
  for (const [tip, users] of highestFirst) {
    const above = branches.filter((branch) => isOnChain(tip, branch.tip));
    if (above.length === 0 && branches.length < MAX_BRANCHES) branches.push({ tip, users });
    if (above.length === 1) above[0].users.push(...users);
  }
  return branches;
}

/**
 * Joins branches that separated only lately, because users of one group often have such forks.
 *
 * @param before a time. Branches that separated later are joined
 */
function joinNew(branches: readonly Branch[], before: number): Branch[] {
  const joined: Branch[] = [];
  for (const { tip, users } of branches) {
    const group = joined.find((other) => forkOf(other.tip, tip).at > before);
    if (group === undefined) joined.push({ tip, users: [...users] });
    else group.users.push(...users);
  }
  return joined;
}
