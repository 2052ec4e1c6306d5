import { NETWORK } from '../../../solution/supplied/constants';
import type { Address, Hash } from '../../../solution/supplied/types';
import type { SeenBlock, SeenMessage, SeenUser, Updates } from '../../channel/Updates';
import { distinctNames } from '../../channel/distinctNames';
import type { SeenFault } from '../../channel/Fault';
import type { SeenEvent } from '../../channel/SeenEvent';
import type { SeenSplit } from '../../channel/Split';
import { shortHash } from '../text/shorten';
import { DrawnTree } from './DrawnTree';
import { Holdings } from './Holdings';
import { PaymentBook } from './PaymentBook';
import { hueOf } from './hueOf';

/** The state of the connection to the observer. */
type Connection = 'connecting' | 'open' | 'lost';

/** The maximum number of messages. There is a limit, because a page can stay open for hours. */
const MAX_MESSAGES = 2000;

/** The maximum number of events. */
const MAX_EVENTS = 200;

/**
 * All that the page knows about the network. The model changes in place, and calls its listeners
 * after each change.
 */
export class NetworkModel {
  network: Updates['network'] | null = null;
  connection: Connection = 'connecting';
  tree = new DrawnTree();
  holdings = new Holdings();
  payments = new PaymentBook();
  readonly users = new Map<Address, SeenUser>();
  messages: SeenMessage[] = [];
  /** The faults that the observer sees now. */
  faults: readonly SeenFault[] = [];
  /** What happened in the network, the newest first. */
  events: SeenEvent[] = [];
  /** The split of the network, or null. */
  split: SeenSplit | null = null;
  /** When the network was ended, in milliseconds since 1970. Null while it runs. */
  endedAt: number | null = null;
  #names: ReadonlyMap<Address, string> = new Map();
  readonly #messageIds = new Set<string>();
  readonly #listeners = new Set<() => void>();

  /** Calls a listener after each change. Returns a function that removes the listener. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #callListeners(): void {
    for (const listener of this.#listeners) listener();
  }

  setConnection(connection: Connection): void {
    this.connection = connection;
    this.#callListeners();
  }

  setNetwork(network: Updates['network']): void {
    if (this.network !== null && this.network.genesis !== network.genesis) {
      this.#forget();
    }
    // Another observer counts its events anew.
    if (this.network?.begunAt !== network.begunAt) {
      this.events = [];
      this.split = null;
      this.endedAt = null;
      this.faults = [];
    }
    this.network = network;
    this.holdings.ledger.genesis = network.genesis;
  }

  addBlock(seen: SeenBlock): void {
    const change = this.tree.add(seen);
    this.payments.addBlock(seen.block, seen.claim?.id ?? seen.block.hash);
    if (change !== null) this.holdings.follow(change);
  }

  setUsers(users: readonly SeenUser[]): void {
    this.users.clear();
    for (const user of users) {
      this.users.set(user.address, user);
      hueOf(user.address);
    }
    this.#names = distinctNames(users);
  }

  addEvents(events: readonly SeenEvent[]): void {
    const newest = this.events.at(0)?.number ?? 0;
    for (const event of events) if (event.number > newest) this.events.unshift(event);
    this.events.length = Math.min(this.events.length, MAX_EVENTS);
  }

  /**
   * Updates the followed forks and the lanes, and calls the listeners. One call is enough after
   * several changes.
   */
  refresh(): void {
    this.tree.markFollowed(this.usersHere().map(({ tip }) => tip));
    this.tree.layOut();
    this.#callListeners();
  }

  addMessages(messages: readonly SeenMessage[]): void {
    for (const message of messages) {
      if (this.#messageIds.has(message.id)) continue;
      this.#messageIds.add(message.id);
      this.messages.push(message);
      this.payments.addMessage(message);
    }
    this.messages.sort((one, other) => one.at - other.at);
    for (const { id } of this.messages.splice(0, this.messages.length - MAX_MESSAGES)) {
      this.#messageIds.delete(id);
    }
  }

  /** True if there were users, and all are gone. */
  areAllGone(): boolean {
    return this.users.size > 0 && this.usersHere().length === 0;
  }

  usersHere(): SeenUser[] {
    return [...this.users.values()].filter(({ here }) => here);
  }

  /** Returns the users who are here and have this tip. */
  usersAt(tip: Hash): SeenUser[] {
    return this.usersHere().filter((user) => user.tip === tip);
  }

  /**
   * Returns the name of the user with an address. Returns the beginning of the address if the user
   * is unknown. Two users never have the same name here. Names come from strangers.
   */
  nameOf(address: Address | null): string {
    if (address === null) return 'a stranger';
    if (address === NETWORK) return NETWORK;
    return this.#names.get(address) ?? shortHash(address);
  }

  #forget(): void {
    this.tree = new DrawnTree();
    this.holdings = new Holdings();
    this.payments = new PaymentBook();
    this.users.clear();
    this.messages = [];
    this.#messageIds.clear();
  }
}
