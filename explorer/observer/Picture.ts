import { REWARD } from '../../solution/supplied/constants';
import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Block, Peer } from '../../solution/supplied/types';
import type { SeenMessage, SeenUser, Updates } from '../channel/Updates';
import { Announcements } from './Announcements';
import { CheckedTree } from './CheckedTree';
import type { Evidence } from './Evidence';
import { FaultList } from './FaultList';
import { findFaults } from './findFaults';
import { MAX_MESSAGES, MAX_USERS } from './limits';
import type { TreeBlock } from './TreeBlock';

/** How long an announcement can take, in milliseconds. */
const GRACE_MS = 2000;

interface PictureOptions {
  /** The list of the faults that are visible now. */
  faults?: FaultList;
  /** The code if the genesis block is not a right genesis block. */
  genesisCode?: Code | null;
  /** How long an announcement can take, in milliseconds. */
  graceMs?: number;
}

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
  readonly faults: FaultList;
  readonly #evidence = new Map<Address, Evidence>();
  readonly #tips = new Map<Address, TreeBlock>();
  readonly #peers = new Map<Address, ReadonlySet<Address>>();
  readonly #announcements: Announcements;

  constructor(
    genesis: Block,
    private readonly onChange: () => void,
    { faults, genesisCode = null, graceMs = GRACE_MS }: PictureOptions = {},
  ) {
    this.faults = faults ?? new FaultList(undefined, onChange);
    this.tree = new CheckedTree(genesis, undefined, genesisCode);
    this.#announcements = new Announcements(
      { tipOf: (user) => this.#tips.get(user), peersOf: (user) => this.#peers.get(user) },
      graceMs,
    );
    this.tree.onAdded = (block) =>
      this.#announcements.blockSeen(block, [...this.#tips.keys()], performance.now());
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

  /** Sets what shows that a user's part is wrong. Undefined means that it seems right. */
  setEvidence(address: Address, evidence: Evidence | undefined): void {
    if (evidence === undefined) {
      if (!this.#evidence.delete(address)) return;
    } else this.#evidence.set(address, evidence);
    this.faults.report('chains', findFaults(this.tree, this.#evidence));
  }

  removeUser(address: Address): void {
    this.users.delete(address);
    this.setEvidence(address, undefined);
    this.#tips.delete(address);
    this.#peers.delete(address);
    this.#announcements.forget(address);
    this.heardVersion++;
    this.usersVersion++;
    this.onChange();
  }

  /**
   * Notes what a user has answered in a poll.
   *
   * @param tip the tip of its chain. Undefined if the user is gone, or reports no messages
   */
  setTip(address: Address, tip: TreeBlock | undefined): void {
    if (tip === undefined) this.#tips.delete(address);
    else {
      this.#tips.set(address, tip);
      this.#announcements.judge(address, performance.now());
    }
    this.faults.report('announcements', this.#announcements.faults());
  }

  /** Notes the peers that a user names. */
  setPeers(address: Address, peers: readonly Peer[]): void {
    this.#peers.set(address, new Set(peers.slice(0, MAX_USERS).map((peer) => peer.address)));
  }

  addMessages(messages: readonly SeenMessage[]): void {
    if (messages.length === 0) return;
    this.#announcements.heard(messages);
    this.messages.push(...messages);
    const surplus = this.messages.length - MAX_MESSAGES;
    if (surplus > 0) {
      this.messages.splice(0, surplus);
      this.messagesDropped += surplus;
    }
    this.onChange();
  }
}
