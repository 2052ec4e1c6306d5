import type { Block } from '../../../../solution/supplied/types';
import type { Event, MessageStory, Receiver } from '../channel/MessageStory';
import { USERS } from './MessageWorld';
import type { UserName } from './MessageWorld';
import type { ToldWorld } from './ToldWorld';

/** A longer list of blocks or payments is only counted. */
const MOST_LISTED = 6;

/** Returns a story as numbered lines. */
export function tellMessages(world: ToldWorld, { users, lines }: MessageStory): string {
  return new Teller(world, users).tell(lines);
}

/** Returns the name of the user with this address. */
export function userAt(address: string): string {
  const names = Object.keys(USERS) as UserName[];
  return names.find((name) => USERS[name].address === address) ?? address;
}

/** Describes each block and payment where it is named first. */
class Teller {
  readonly #told = new Set<string>();
  /** The blocks that some user has received. */
  readonly #received = new Set<string>();

  constructor(
    private readonly world: ToldWorld,
    private readonly users: readonly Receiver[],
  ) {}

  tell(lines: MessageStory['lines']): string {
    const acting = new Set(lines.flat().map(({ user }) => user));
    const told = [
      ...this.users.filter((_, i) => acting.has(i)).map((user) => this.#begin(user)),
      ...lines.map((events) => {
        const words = events.map((event) => this.#event(event, this.users[event.user]));
        return `${words.length === 1 ? '' : 'at once, '}${words.join(', and ')}`;
      }),
    ];
    return told.map((line, i) => `${i + 1}. ${line}`).join('\n');
  }

  #begin({ address, blocks, pending }: Receiver): string {
    for (const block of blocks) this.#received.add(block);
    const [genesis, ...others] = blocks;
    const chain =
      others.length > MOST_LISTED
        ? `${genesis} and ${others.length} blocks, the newest ${this.#name(blocks[blocks.length - 1])}`
        : [genesis, ...others.map((block) => this.#name(block))].join(', ');
    const waiting =
      pending.length > MOST_LISTED
        ? `${pending.length} payments wait`
        : `waiting: ${pending.map((payment) => this.#name(payment)).join(', ')}`;
    return `${userAt(address)} has ${chain}${pending.length === 0 ? '' : `; ${waiting}`}`;
  }

  #event(event: Event, { address, blocks, now }: Receiver): string {
    const name = userAt(address);
    if ('payment' in event) return `${name} receives ${this.#name(event.payment)}`;
    if ('adopts' in event) {
      return `${name} fetches blocks, and changes to them: ${event.adopts.map((block) => this.#name(block)).join(', ')}`;
    }
    if ('queue' in event) {
      const waiting = event.queue.map((payment) => this.#name(payment)).join(', ');
      return `${name} has other payments that wait: ${waiting || 'none'}`;
    }
    if ('clock' in event) {
      const tip = (this.world.cast[blocks[blocks.length - 1]] as Block).timestamp;
      return `${name} has a clock that shows ${timeAfter(event.clock - tip)} its first tip (before: ${timeAfter(now - tip)})`;
    }
    const from = event.from === undefined ? '' : ` from ${event.from.host}:${event.from.port}`;
    return `${name} receives ${this.#name(event.block)}${from}`;
  }

  #name(name: string): string {
    if (this.#told.has(name)) return name;
    this.#told.add(name);
    const { words, parent, of } = this.world.descriptions[name];
    const isLacking = parent !== undefined && !this.#received.has(parent);
    this.#received.add(name);
    if (of !== undefined) return `${name} (like ${this.#original(of)}, but ${words})`;
    if (parent === undefined) return `${name} (${words})`;
    return `${name} (on ${parent}${isLacking ? ', which was not sent' : ''}: ${words})`;
  }

  /** Describes a block or payment of which somebody receives only a changed form. */
  #original(name: string): string {
    const isReceived = this.#received.has(name);
    const told = this.#name(name);
    if (!isReceived) this.#received.delete(name);
    return told;
  }
}

function timeAfter(ms: number): string {
  return `${Math.abs(ms)} ms ${ms < 0 ? 'before' : 'after'}`;
}

/** Returns the text with names instead of addresses. */
export function withNames(text: string): string {
  return Object.entries(USERS).reduce(
    (named, [name, { address }]) =>
      named.replaceAll(address, name).replaceAll(`${address.slice(0, 8)}…`, name),
    text,
  );
}
