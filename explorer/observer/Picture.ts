import { REWARD } from '../../solution/supplied/constants';
import type { Address, Block } from '../../solution/supplied/types';
import type { SeenMessage, SeenUser, Updates } from '../channel/Updates';
import { CheckedTree } from './CheckedTree';
import { MAX_MESSAGES } from './limits';

/**
 * All that the observer knows about a network. It reports each change, but does not report which
 * data changed. Each page listener remembers how many items of each list it has sent. Therefore a
 * slow page needs no extra memory.
 */
export class Picture {
  readonly tree: CheckedTree;
  readonly network: Updates['network'];
  readonly users = new Map<Address, SeenUser>();
  /** Grows with each change of a user, except if only `heardAt` changes. */
  usersVersion = 0;
  /** Grows with each change of a user. */
  heardVersion = 0;
  /** The newest messages, in the order in which users reported them. */
  readonly messages: SeenMessage[] = [];
  /** How many older messages were removed. */
  messagesDropped = 0;

  /** @param genesis already checked by `checkGenesis` */
  constructor(
    genesis: Block,
    private readonly onChange: () => void,
  ) {
    this.tree = new CheckedTree(genesis);
    this.network = { genesis: genesis.hash, difficulty: genesis.difficulty, reward: REWARD };
  }

  /** Adds a user, or replaces the known facts about this user. */
  setUser(user: SeenUser): void {
    const before = this.users.get(user.address);
    const isOnlyHeard =
      before !== undefined &&
      (Object.keys(user) as (keyof SeenUser)[]).every(
        (field) => field === 'heardAt' || user[field] === before[field],
      );
    this.users.set(user.address, user);
    this.heardVersion++;
    if (!isOnlyHeard) this.usersVersion++;
    this.onChange();
  }

  removeUser(address: Address): void {
    this.users.delete(address);
    this.heardVersion++;
    this.usersVersion++;
    this.onChange();
  }

  addMessages(messages: readonly SeenMessage[]): void {
    if (messages.length === 0) return;
    this.messages.push(...messages);
    const surplus = this.messages.length - MAX_MESSAGES;
    if (surplus > 0) {
      this.messages.splice(0, surplus);
      this.messagesDropped += surplus;
    }
    this.onChange();
  }
}
