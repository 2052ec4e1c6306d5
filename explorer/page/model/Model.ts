import { NETWORK } from '../../../solution/supplied/constants';
import type { Address, Hash } from '../../../solution/supplied/types';
import type { SeenBlock, SeenMessage, SeenUser, Updates } from '../../updates';
import { isolate } from '../shared/isolate';
import { plural } from '../shared/numbers';
import { short } from '../shared/short';
import { BlockTree } from './BlockTree';
import type { MainChange } from './BlockTree';
import { Holdings } from './Holdings';

/** Something worth telling in words. */
export interface Happening {
  id: number;
  /** When the page learnt of it, in milliseconds since 1970. */
  at: number;
  kind: 'reorganisation' | 'user' | 'refused' | 'network';
  text: string;
}

/** Whether the page hears from the observer. */
export type Connection = 'connecting' | 'open' | 'lost';

/** The most messages and happenings kept: the page must hold steady for hours. */
const MAX_MESSAGES = 2000;
const MAX_HAPPENINGS = 50;

/** All that the page knows of the network. It changes in place; whoever draws it listens. */
export class Model {
  network: Updates['network'] | null = null;
  connection: Connection = 'connecting';
  tree = new BlockTree();
  holdings = new Holdings();
  readonly users = new Map<Address, SeenUser>();
  messages: SeenMessage[] = [];
  happenings: Happening[] = [];
  readonly #messageIds = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #lastHappening = 0;
  /** What is told before this is how things stand, no news. */
  #hasUsers = false;

  /** Calls back after each change, until the function that is returned is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells whoever listens that something changed. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  setConnection(connection: Connection): void {
    this.connection = connection;
    this.changed();
  }

  setNetwork(network: Updates['network']): void {
    if (this.network !== null && this.network.genesis !== network.genesis) {
      this.#forget();
      this.#tell('network', 'Another network is watched now.');
    }
    this.network = network;
    this.holdings.ledger.genesis = network.genesis;
  }

  addBlock(seen: SeenBlock): void {
    const change = this.tree.add(seen);
    if (change === null) return;
    this.holdings.follow(change);
    if (this.#hasUsers && change.undone.length > 0) this.#tellReorganisation(change);
  }

  setUsers(users: readonly SeenUser[]): void {
    for (const user of users) {
      const before = this.users.get(user.address);
      this.users.set(user.address, user);
      if (!this.#hasUsers) continue;
      const name = isolate(user.name);
      if (before === undefined) this.#tell('user', `${name} has joined.`);
      else if (before.here && !user.here) this.#tell('user', `${name} has gone: no answer.`);
      else if (!before.here && user.here) this.#tell('user', `${name} is back.`);
      if (before !== undefined) this.#tellChangeOfChain(before, user);
    }
    this.#hasUsers ||= users.length > 0;
  }

  /** Brings up to date what follows from all that was told, and has it drawn. */
  settle(): void {
    this.tree.hold(this.usersHere().map(({ tip }) => tip));
    this.tree.layOut();
    this.changed();
  }

  addMessages(messages: readonly SeenMessage[]): void {
    for (const message of messages) {
      if (this.#messageIds.has(message.id)) continue;
      this.#messageIds.add(message.id);
      this.messages.push(message);
    }
    this.messages.sort((one, other) => one.at - other.at);
    for (const { id } of this.messages.splice(0, this.messages.length - MAX_MESSAGES)) {
      this.#messageIds.delete(id);
    }
  }

  usersHere(): SeenUser[] {
    return [...this.users.values()].filter(({ here }) => here);
  }

  /** The users whose newest block this is. */
  usersAt(tip: Hash): SeenUser[] {
    return this.usersHere().filter((user) => user.tip === tip);
  }

  /** How people call an address: its user's name, as far as it is known. Only text, never trusted. */
  nameOf(address: Address | null): string {
    if (address === null) return 'a stranger';
    if (address === NETWORK) return NETWORK;
    return this.users.get(address)?.name ?? short(address);
  }

  #tellReorganisation({ undone, adopted }: MainChange): void {
    const from = undone[0].height;
    const left = undone.length === 1 ? '1 block is' : `${undone.length} blocks are`;
    this.#tell(
      'reorganisation',
      `Reorganisation at height ${from}: ${left} orphaned, ${adopted.length} took over.`,
    );
  }

  /** A user may change over to a chain that the page took for the main one all along. */
  #tellChangeOfChain({ tip }: SeenUser, user: SeenUser): void {
    if (tip === user.tip) return;
    const [from, to] = [this.tree.find(tip), this.tree.find(user.tip)];
    if (from === undefined || to === undefined) return;
    const { down, up } = this.tree.way(from, to);
    if (down === 0 || up === 0) return;
    const left = plural(down, 'block');
    this.#tell('reorganisation', `${isolate(user.name)} changed branch: −${left}, +${up}.`);
  }

  #tell(kind: Happening['kind'], text: string): void {
    this.happenings.unshift({ id: ++this.#lastHappening, at: Date.now(), kind, text });
    this.happenings.length = Math.min(this.happenings.length, MAX_HAPPENINGS);
  }

  #forget(): void {
    this.tree = new BlockTree();
    this.holdings = new Holdings();
    this.users.clear();
    this.messages = [];
    this.#messageIds.clear();
    this.#hasUsers = false;
  }
}
