import { NETWORK, REWARD } from '../../solution/supplied/constants';
import type { Code } from '../../solution/supplied/Refusal';
import type { Address, Block, Peer } from '../../solution/supplied/types';
import type { Happening, SeenEvent } from '../channel/SeenEvent';
import type { SeenSplit } from '../channel/Split';
import type { SeenMessage, SeenUser, Updates } from '../channel/Updates';
import { Announcements } from './Announcements';
import { CheckedTree } from './CheckedTree';
import type { Evidence } from './Evidence';
import { FaultList } from './FaultList';
import { findFaults } from './findFaults';
import { forkOf } from './forkOf';
import { MAX_EVENTS, MAX_MESSAGES, MAX_MINERS, MAX_USERS } from './limits';
import { Recent } from './Recent';
import { SplitFinder } from './SplitFinder';
import type { TreeBlock } from './TreeBlock';

/** How long an announcement can take, in milliseconds. */
const GRACE_MS = 2000;

/** Users found so soon were here before the explorer, in milliseconds. */
const FIRST_MS = 3000;

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
  /** The users that have mined a coin in a valid block. */
  readonly miners = new Set<Address>();
  /** Grows with each change of a user, except if only `heardAt` changes. */
  usersVersion = 0;
  /** Grows with each change of a user. */
  heardVersion = 0;
  /** The newest messages, in the order in which users reported them. */
  readonly messages = new Recent<SeenMessage>(MAX_MESSAGES);
  readonly events = new Recent<SeenEvent>(MAX_EVENTS);
  /** When the network was ended, in milliseconds since 1970. Undefined while it runs. */
  endedAt: number | undefined;
  /** Grows with each change of the split. */
  splitVersion = 0;
  readonly faults: FaultList;
  readonly #evidence = new Map<Address, Evidence>();
  readonly #tips = new Map<Address, TreeBlock>();
  readonly #peers = new Map<Address, ReadonlySet<Address>>();
  /** The users that report the messages that they hear. */
  readonly #reporters = new Set<Address>();
  readonly #announcements: Announcements;
  readonly #splits = new SplitFinder((event) => this.#happened(event));
  readonly #graceMs: number;
  readonly #begunAt = Date.now();
  #eventNumber = 0;
  #told = new Set<string>();

  constructor(
    genesis: Block,
    private readonly onChange: () => void,
    { faults, genesisCode = null, graceMs = GRACE_MS }: PictureOptions = {},
  ) {
    this.faults = faults ?? new FaultList(undefined, onChange);
    this.tree = new CheckedTree(genesis, undefined, genesisCode);
    this.#announcements = new Announcements(
      {
        tipOf: (user) => (this.#reporters.has(user) ? this.#tips.get(user) : undefined),
        peersOf: (user) => this.#peers.get(user),
      },
      graceMs,
    );
    this.#graceMs = graceMs;
    this.tree.onAdded = (block) => {
      const now = Date.now();
      this.#announcements.blockSeen(block, [...this.#tips.keys()], now);
      this.#splits.blockSeen(now);
      this.#noteMiner(block);
    };
    this.network = {
      ...{ genesis: genesis.hash, difficulty: genesis.difficulty },
      ...{ reward: REWARD, begunAt: this.#begunAt },
    };
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
    this.#reportUser(before, user);
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
    this.#splits.forget(address);
    this.heardVersion++;
    this.usersVersion++;
    this.onChange();
  }

  /** Notes that the network was ended, and all its users with it. This is no event of its users. */
  end(): void {
    this.endedAt = Date.now();
    for (const [address, user] of this.users) this.users.set(address, { ...user, here: false });
    this.heardVersion++;
    this.usersVersion++;
    this.onChange();
  }

  /** The current split of the network, or null. */
  get split(): SeenSplit | null {
    return this.#splits.split;
  }

  /**
   * Notes the tip of a user after each poll that reached the whole chain.
   *
   * @param reports true if the user reports the messages that it hears
   */
  setTip(address: Address, tip: TreeBlock, reports: boolean): void {
    const before = this.#tips.get(address);
    this.#tips.set(address, tip);
    if (reports) this.#reporters.add(address);
    if (before !== undefined && before !== tip) this.#reportBranch(address, before, tip);
    this.#announcements.judge(address, Date.now());
    this.#review();
  }

  /** Notes that a user is gone. */
  userGone(address: Address): void {
    this.#tips.delete(address);
    this.#reporters.delete(address);
    this.#review();
  }

  /** Notes the peers that a user names. */
  setPeers(address: Address, peers: readonly Peer[]): void {
    this.#peers.set(address, new Set(peers.slice(0, MAX_USERS).map((peer) => peer.address)));
  }

  addMessages(messages: readonly SeenMessage[]): void {
    if (messages.length === 0) return;
    this.#announcements.heard(messages);
    this.#splits.heard(messages, (user) => this.users.has(user), Date.now());
    this.messages.add(messages);
    this.onChange();
  }

  /** Notes that a user heard more messages than it reports. */
  messagesMissing(address: Address): void {
    this.#announcements.gapSeen(address, Date.now());
  }

  /** Compares all users with each other. */
  #review(): void {
    this.faults.report('announcements', this.#announcements.faults());
    this.#reportFaults();
    const before = JSON.stringify(this.split);
    this.#splits.compare(this.#tips, Date.now(), this.#graceMs);
    if (JSON.stringify(this.split) === before) return;
    this.splitVersion++;
    this.onChange();
  }

  #noteMiner({ code, block: { data } }: TreeBlock): void {
    if (code !== null || data.from !== NETWORK) return;
    this.miners.add(data.to);
    const [oldest] = this.miners;
    if (this.miners.size > MAX_MINERS) this.miners.delete(oldest);
  }

  #reportUser(before: SeenUser | undefined, { address: user, here }: SeenUser): void {
    // The first users were here before the explorer.
    const isFirst = Date.now() - this.#begunAt < FIRST_MS;
    if (before === undefined && !isFirst) this.#happened({ kind: 'joined', user });
    else if (before?.here === true && !here) this.#happened({ kind: 'gone', user });
    else if (before?.here === false && here) this.#happened({ kind: 'back', user });
  }

  /** Reports that a user changed to another branch. */
  #reportBranch(user: Address, from: TreeBlock, to: TreeBlock): void {
    const { position: height } = forkOf(from, to).fork;
    const [undone, adopted] = [from.position - height, to.position - height];
    if (undone > 0 && adopted > 0) {
      this.#happened({ kind: 'reorganised', user, undone, adopted, height });
    }
  }

  #reportFaults(): void {
    const { all } = this.faults;
    for (const fault of all) {
      if (!this.#told.has(fault.id)) this.#happened({ kind: 'fault', fault });
    }
    this.#told = new Set(all.map(({ id }) => id));
  }

  #happened(event: Happening): void {
    this.events.add([{ number: ++this.#eventNumber, at: Date.now(), ...event }]);
    this.onChange();
  }
}
