import type { Address, Hash } from '../../solution/supplied/types';
import type { SeenMessage } from '../channel/Updates';
import type { FoundFault } from './FaultList';
import { isOnChain } from './isOnChain';
import type { TreeBlock } from './TreeBlock';

/** How many new blocks are followed at the same time. */
const FOLLOWED = 64;

/** How many hashes of each user are remembered. */
const REMEMBERED = 256;

/** How many announcements of a user must be missing in a row. One can be lost on the way. */
const MISSED = 2;

/** A new block, and who should hear of it from its maker. */
interface Followed {
  block: TreeBlock;
  maker: Address;
  seenAt: number;
  /** The users who do not have to answer any more. */
  judged: Set<Address>;
  /** The tips of all users when the block appeared. */
  tips: ReadonlyMap<Address, TreeBlock>;
}

/** Which announcements of a user did not reach another user. */
interface Missing {
  /** The blocks that were not heard, since the last block that was heard. */
  blocks: TreeBlock[];
}

/** What the observer knows about the users. */
interface Known {
  /** The tip of a user whose chain is known, and who reports the messages that it hears. */
  tipOf: (user: Address) => TreeBlock | undefined;
  /** The peers that a user names. */
  peersOf: (user: Address) => ReadonlySet<Address> | undefined;
}

/**
 * Finds users that do not announce their blocks to all of their peers. Each user reports which
 * blocks it was told. A user that never hears of a block from its maker, but soon has this block,
 * got it by gossip.
 *
 * A cut connection looks alike. Therefore only blocks count whose maker and receiver agreed about
 * the block before it: on two sides of a cut they do not.
 */
export class Announcements {
  readonly #followed: Followed[] = [];
  readonly #missing = new Map<Address, Map<Address, Missing>>();
  /** The hashes of the blocks that each user has heard, the oldest first. */
  readonly #heard = new Map<Address, Set<Hash>>();
  /** When the last report of each user lacked messages. */
  readonly #gaps = new Map<Address, number>();

  /** @param graceMs how long an announcement can take, in milliseconds */
  constructor(
    private readonly known: Known,
    private readonly graceMs: number,
  ) {}

  /** Notes a block that is new in the tree. */
  blockSeen(block: TreeBlock, users: readonly Address[], now: number): void {
    const maker = block.block.data.to;
    const tips = new Map(
      users.flatMap((user): [Address, TreeBlock][] => {
        const tip = this.known.tipOf(user);
        return tip === undefined ? [] : [[user, tip]];
      }),
    );
    this.#followed.push({ block, maker, seenAt: now, judged: new Set([maker]), tips });
    if (this.#followed.length > FOLLOWED) this.#followed.shift();
  }

  /** Notes the messages that users report. */
  heard(messages: readonly SeenMessage[]): void {
    for (const { type, subject, to } of messages) {
      if (type !== 'block') continue;
      const hashes = this.#heard.get(to) ?? new Set();
      this.#heard.set(to, hashes.add(subject));
      const [oldest] = hashes;
      if (hashes.size > REMEMBERED) hashes.delete(oldest);
    }
  }

  /** Notes that a user heard more messages than it reports. So we do not know what it heard. */
  gapSeen(user: Address, now: number): void {
    this.#gaps.set(user, now);
  }

  /** Judges all blocks that a user should have heard of, after a report of this user. */
  judge(user: Address, now: number): void {
    for (const followed of this.#followed) {
      const { block, maker, judged, seenAt } = followed;
      if (judged.has(user)) continue;
      const isHeard = this.#heard.get(user)?.has(block.block.hash) ?? false;
      if (!isHeard && now < seenAt + this.graceMs) continue;
      judged.add(user);
      const missing = this.#missingOf(maker, user);
      const isKnown = (this.#gaps.get(user) ?? -Infinity) < seenAt - this.graceMs;
      if (isHeard || !isKnown) missing.blocks = [];
      else if (this.#shouldHear(followed, user)) missing.blocks.push(block);
    }
  }

  /** Returns the users that do not announce their blocks to all of their peers. */
  faults(): FoundFault[] {
    return [...this.#missing].flatMap(([maker, byUser]) => {
      const others = [...byUser].filter(([user, missing]) => this.#isMissed(user, missing));
      if (others.length === 0) return [];
      const heights = others[0][1].blocks.slice(-MISSED).map(({ position }) => position);
      return [
        {
          ...{ id: `${maker} unannounced`, user: maker, endpoint: null, subject: 'announcements' },
          ...{ block: null, cause: 'unannounced', others: others.map(([user]) => user) },
          detail: `Blocks ${heights.join(' and ')} arrived only by gossip.`,
        } as const,
      ];
    });
  }

  forget(user: Address): void {
    this.#missing.delete(user);
    this.#heard.delete(user);
    this.#gaps.delete(user);
    for (const byUser of this.#missing.values()) byUser.delete(user);
  }

  #missingOf(maker: Address, user: Address): Missing {
    const byUser = this.#missing.get(maker) ?? new Map<Address, Missing>();
    const missing = byUser.get(user) ?? { blocks: [] };
    this.#missing.set(maker, byUser.set(user, missing));
    return missing;
  }

  /** True if the maker knows the user, and both agreed about the block before this block. */
  #shouldHear({ block, maker, tips }: Followed, user: Address): boolean {
    const tip = tips.get(user);
    if (tip === undefined || block.parent === null || !tips.has(maker)) return false;
    const agreed = tip === block || tip === block.parent || tip.parent === block.parent;
    return agreed && (this.known.peersOf(maker)?.has(user) ?? false);
  }

  /** True if the user has the blocks although it was not told of them. */
  #isMissed(user: Address, { blocks }: Missing): boolean {
    const tip = this.known.tipOf(user);
    if (blocks.length < MISSED || tip === undefined) return false;
    return blocks.slice(-MISSED).every((block) => isOnChain(block, tip));
  }
}
