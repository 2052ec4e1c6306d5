import { NETWORK } from '../../../solution/supplied/constants';
import type { Address, Hash } from '../../../solution/supplied/types';
import type { SeenBlock, SeenMessage, SeenUser, Updates } from '../../channel/Updates';
import type { SeenFault } from '../../channel/Fault';
import { isolate } from '../text/isolate';
import { plural } from '../text/numbers';
import { shortHash } from '../text/shorten';
import { DrawnTree } from './DrawnTree';
import type { MainChange } from './DrawnTree';
import { Holdings } from './Holdings';

/** An event, with a sentence about it. */
interface NewsItem {
  id: number;
  /** When the page received the event, in milliseconds since 1970. */
  at: number;
  kind: 'reorganisation' | 'user' | 'network';
  text: string;
}

/** The state of the connection to the observer. */
type Connection = 'connecting' | 'open' | 'lost';

/** The maximum number of messages. There is a limit, because a page can stay open for hours. */
const MAX_MESSAGES = 2000;

/** The maximum number of items of news. */
const MAX_NEWS = 50;

/**
 * All that the page knows about the network. The model changes in place, and calls its listeners
 * after each change.
 */
export class NetworkModel {
  network: Updates['network'] | null = null;
  connection: Connection = 'connecting';
  tree = new DrawnTree();
  holdings = new Holdings();
  readonly users = new Map<Address, SeenUser>();
  messages: SeenMessage[] = [];
  /** The faults that the observer sees now. */
  faults: readonly SeenFault[] = [];
  news: NewsItem[] = [];
  readonly #messageIds = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #lastNewsId = 0;
  /** False until the first list of users arrives. These first users are not reported as news. */
  #hasUsers = false;

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
      this.#report('network', 'The explorer now shows another network.');
    }
    this.network = network;
    this.holdings.ledger.genesis = network.genesis;
  }

  addBlock(seen: SeenBlock): void {
    const change = this.tree.add(seen);
    if (change === null) return;
    this.holdings.follow(change);
    if (this.#hasUsers && change.undone.length > 0) this.#reportReorganisation(change);
  }

  setUsers(users: readonly SeenUser[]): void {
    for (const user of users) {
      const before = this.users.get(user.address);
      this.users.set(user.address, user);
      if (!this.#hasUsers) continue;
      const name = isolate(user.name);
      if (before === undefined) this.#report('user', `${name} joined.`);
      else if (before.here && !user.here) this.#report('user', `${name} does not answer any more.`);
      else if (!before.here && user.here) this.#report('user', `${name} is back.`);
      if (before !== undefined) this.#reportChangeOfBranch(before, user);
    }
    this.#hasUsers ||= users.length > 0;
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
    }
    this.messages.sort((one, other) => one.at - other.at);
    for (const { id } of this.messages.splice(0, this.messages.length - MAX_MESSAGES)) {
      this.#messageIds.delete(id);
    }
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
   * is unknown. Names come from strangers.
   */
  nameOf(address: Address | null): string {
    if (address === null) return 'a stranger';
    if (address === NETWORK) return NETWORK;
    return this.users.get(address)?.name ?? shortHash(address);
  }

  #reportReorganisation({ undone, adopted }: MainChange): void {
    const from = undone[0].height;
    const left = undone.length === 1 ? '1 block is' : `${undone.length} blocks are`;
    const replaced = undone.length === 1 ? 'it' : 'them';
    this.#report(
      'reorganisation',
      `Reorganisation at height ${from}: ${left} orphaned, ${adopted.length} replaced ${replaced}.`,
    );
  }

  /**
   * Reports that a user changed to another branch. This branch can already be the main chain of the
   * page.
   */
  #reportChangeOfBranch({ tip }: SeenUser, user: SeenUser): void {
    if (tip === user.tip) return;
    const [from, to] = [this.tree.find(tip), this.tree.find(user.tip)];
    if (from === undefined || to === undefined) return;
    const { down, up } = this.tree.path(from, to);
    if (down === 0 || up === 0) return;
    const left = plural(down, 'block');
    this.#report('reorganisation', `${isolate(user.name)} changed branch: −${left}, +${up}.`);
  }

  #report(kind: NewsItem['kind'], text: string): void {
    this.news.unshift({ id: ++this.#lastNewsId, at: Date.now(), kind, text });
    this.news.length = Math.min(this.news.length, MAX_NEWS);
  }

  #forget(): void {
    this.tree = new DrawnTree();
    this.holdings = new Holdings();
    this.users.clear();
    this.messages = [];
    this.#messageIds.clear();
    this.#hasUsers = false;
  }
}
