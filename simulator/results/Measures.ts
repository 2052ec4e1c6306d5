import { MS } from '../clock/Timeline';
import type { Block, Hash } from '../../solution/supplied/types';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';

/** How many points the curve of growth has. */
const POINTS = 100;

/** The figures of a simulation. They are the same for the same options. */
export interface Figures {
  /** How many blocks were found. */
  blocks: number;
  /** How many of them are not on the longest chain at the end. */
  stale: number;
  forksPerHundred: number;
  /** How often a user has undone this number of blocks, by the number. */
  reorganisations: Record<number, number>;
  /**
   * The median time until half, 90% and all of the users have a block of the longest chain, in
   * milliseconds. It is null if fewer than half of these blocks reach so many.
   */
  half: number | null;
  ninety: number | null;
  all: number | null;
  /** How many blocks of the longest chain have reached all users. */
  reachedAll: number;
  /** The mean share of the users that have such a block, every `growthStepMs` from its start on. */
  growth: number[];
  growthStepMs: number;
  /** The means of one user. */
  messagesSent: number;
  bytesSent: number;
  /** How many different tips the living users have, and how many users have the longest chain. */
  tips: number;
  onLongest: number;
  height: number;
  /** How many messages were refused, by the code. */
  refusals: Record<string, number>;
}

/** When each user has got a block, in microseconds. -1 means that the user never had it. */
interface BlockTimes {
  foundAt: number;
  gotAt: Float64Array;
}

/** Takes what happens, and computes the figures of a simulation. */
export class Measures {
  readonly #blocks = new Map<Hash, BlockTimes>();
  readonly #undone = new Map<number, number>();
  readonly #refusals = new Map<string, number>();
  #messages = 0;
  #bytes = 0;

  constructor(private readonly users: number) {}

  /** Notes a message that a user sends. */
  sent(bytes: number): void {
    this.#messages++;
    this.#bytes += bytes;
  }

  /**
   * Notes an event of a user.
   *
   * @param blocks the user's chain after the event
   */
  note(event: UserEvent, user: number, blocks: readonly Block[], now: number): void {
    if (event.event === 'coin' || event.event === 'minted') {
      const gotAt = new Float64Array(this.users).fill(-1);
      this.#blocks.set(event.hash, { foundAt: now, gotAt });
    }
    if (event.event === 'refused') count(this.#refusals, event.code);
    if (event.event === 'reorganised') count(this.#undone, event.undone);
    const isFetch = event.event === 'reorganised' || event.event === 'caughtUp';
    const got = isFetch ? blocks.slice(-event.blocks) : 'hash' in event ? [event] : [];
    for (const { hash } of got) {
      const gotAt = this.#blocks.get(hash)?.gotAt;
      if (gotAt?.[user] === -1) gotAt[user] = now;
    }
  }

  /** @param chains the chains of the users that live at the end */
  figures(chains: readonly (readonly Block[])[]): Figures {
    const tips = new Map<Hash, number>();
    for (const blocks of chains) count(tips, tipOf(blocks));
    const usersOf = (blocks: readonly Block[]): number => tips.get(tipOf(blocks)) ?? 0;
    const longest = chains.reduce<readonly Block[]>((best, blocks) => {
      const gain = blocks.length - best.length || usersOf(blocks) - usersOf(best);
      return gain > 0 ? blocks : best;
    }, []);
    const main = longest.flatMap(({ hash }) => this.#blocks.get(hash) ?? []);
    const spread = (share: number): number[] => main.map((times) => this.#timeUntil(times, share));
    const all = median(spread(1));
    const ninety = median(spread(0.9));
    const half = median(spread(0.5));
    const growthStepMs = Math.ceil((1.1 * (all ?? ninety ?? half ?? POINTS)) / POINTS);
    const stale = this.#blocks.size - main.length;
    return {
      blocks: this.#blocks.size,
      stale,
      forksPerHundred: rounded((100 * stale) / Math.max(1, this.#blocks.size)),
      reorganisations: sorted(this.#undone),
      ...{ half, ninety, all },
      reachedAll: spread(1).filter((time) => time < Infinity).length,
      growth: Array.from({ length: POINTS + 1 }, (_, i) => this.#growth(main, i * growthStepMs)),
      growthStepMs,
      messagesSent: rounded(this.#messages / this.users),
      bytesSent: Math.round(this.#bytes / this.users),
      tips: tips.size,
      onLongest: usersOf(longest),
      height: longest.length - 1,
      refusals: sorted(this.#refusals),
    };
  }

  /** Returns the time until a share of all users has a block, in milliseconds. */
  #timeUntil({ foundAt, gotAt }: BlockTimes, share: number): number {
    const times = gotAt.filter((time) => time >= 0).sort();
    return ((times[Math.ceil(share * this.users) - 1] ?? Infinity) - foundAt) / MS;
  }

  /** Returns the share of the users that have a block after a time, as the mean over blocks. */
  #growth(blocks: readonly BlockTimes[], ms: number): number {
    const got = blocks.map(
      ({ foundAt, gotAt }) => gotAt.filter((at) => at >= 0 && at <= foundAt + ms * MS).length,
    );
    const sum = got.reduce((total, users) => total + users, 0);
    return Math.round((1e4 * sum) / Math.max(1, blocks.length * this.users)) / 1e4;
  }
}

function tipOf(blocks: readonly Block[]): Hash {
  return blocks[blocks.length - 1]?.hash;
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function median(values: readonly number[]): number | null {
  const middle = values.toSorted((a, b) => a - b).at((values.length - 1) >> 1) ?? Infinity;
  return middle === Infinity ? null : middle;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Returns counts as an object with its keys in order. */
function sorted(counts: ReadonlyMap<string | number, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
