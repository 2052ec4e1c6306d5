import { REWARD } from '../../solution/supplied/constants';
import type { Address, Block } from '../../solution/supplied/types';
import type { SeenMessage, SeenUser, Updates } from '../updates';
import { BlockTree } from './BlockTree';
import { MAX_MESSAGES } from './limits';

/**
 * All that is known of the network that is watched. It only says that it has changed; whoever shows
 * it keeps a note of how far it has come in each list, so that a slow reader costs no memory.
 */
export class Picture {
  readonly tree: BlockTree;
  readonly network: Updates['network'];
  readonly users = new Map<Address, SeenUser>();
  /** Rises with every change of a user but that it was heard again. */
  usersVersion = 0;
  /** Rises with every change of a user. */
  heardVersion = 0;
  /** The newest messages, in the order in which we learned of them. */
  readonly messages: SeenMessage[] = [];
  /** How many messages were dropped before the first of them. */
  messagesDropped = 0;

  /** @param genesis checked by `checkGenesis` */
  constructor(
    genesis: Block,
    private readonly changed: () => void,
  ) {
    this.tree = new BlockTree(genesis);
    this.network = { genesis: genesis.hash, difficulty: genesis.difficulty, reward: REWARD };
  }

  /** Notes how a user stands. */
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
    this.changed();
  }

  removeUser(address: Address): void {
    this.users.delete(address);
    this.heardVersion++;
    this.usersVersion++;
    this.changed();
  }

  addMessages(messages: readonly SeenMessage[]): void {
    if (messages.length === 0) return;
    this.messages.push(...messages);
    const surplus = this.messages.length - MAX_MESSAGES;
    if (surplus > 0) {
      this.messages.splice(0, surplus);
      this.messagesDropped += surplus;
    }
    this.changed();
  }
}
