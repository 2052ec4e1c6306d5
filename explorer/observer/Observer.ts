import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../../solution/supplied/Refusal';
import { isProof } from '../../solution/supplied/user/statusProof';
import { ConnectionLost } from '../../solution/supplied/wire/ConnectionLost';
import type { TcpClientOptions } from '../../solution/supplied/wire/tcp';
import type { Address, Endpoint, Hash } from '../../solution/supplied/types';
import { askUser } from './askUser';
import type { FullReply } from './askUser';
import { FaultList } from './FaultList';
import type { FoundFault } from './FaultList';
import { faultOfOther, faultOfStranger, FoundGenesis, readGenesis } from './FoundGenesis';
import type { ObserverOptions } from './ObserverOptions';
import { Picture } from './Picture';
import { roomFor } from './roomFor';
import type { Rated } from './roomFor';
import { endpointKey } from '../../solution/supplied/wire/endpointKey';
import { UserWatch } from './UserWatch';
import { Visits } from './Visits';

/** The time between two visits to the same endpoint, as a multiple of `paceMs`. */
const PACES_BETWEEN_VISITS = 10;

/** `Visits` uses this namer for the endpoints that were given to the observer. */
const GIVEN = '';

/**
 * Watches a network from outside. It sends only requests that every program is allowed to send. It
 * never says hello, and therefore no user knows it. It has no key, and therefore it cannot pay. It
 * starts at the given endpoints, and asks users for peers to find the other users.
 */
export class Observer {
  /** The known facts about the network. Undefined until the first user answers. */
  picture: Picture | undefined;
  /** The faults that are visible now. */
  readonly faults: FaultList;
  readonly #given = new Map<string, Endpoint>();
  readonly #watches = new Map<Address, UserWatch>();
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #client: TcpClientOptions;
  readonly #visits: Visits;

  /**
   * @param onChange called after each change of the picture
   * @param onError called with an error that our own code caused
   */
  constructor(
    private readonly options: ObserverOptions,
    private readonly onChange: () => void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.faults = new FaultList(options.guide, onChange);
    this.#client = { timeoutMs: options.timeoutMs, signal: this.#stopping.signal };
    // Each open request listens to this signal. By default, Node warns about more than ten
    // listeners.
    setMaxListeners(0, this.#stopping.signal);
    this.#visits = new Visits(
      (endpoint) => this.#visit(endpoint),
      PACES_BETWEEN_VISITS * options.paceMs,
    );
    for (const endpoint of options.begin) this.addEndpoint(endpoint);
  }

  /** Adds an endpoint where the observer looks for a network. */
  addEndpoint(endpoint: Endpoint): void {
    this.#given.set(endpointKey(endpoint), endpoint);
  }

  start(): void {
    this.#keep(this.#keepSearching());
  }

  /** Stops all requests. Resolves when all requests have ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** Stops, because the network was ended. The picture then has no user that is here. */
  async end(): Promise<void> {
    await this.stop();
    this.picture?.end();
  }

  #keep(running: Promise<void>): void {
    const kept = running.catch(this.onError).finally(() => this.#running.delete(kept));
    this.#running.add(kept);
  }

  async #keepSearching(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      if (this.#isNetworkGone()) await this.#findNetwork();
      else this.#visitUnwatched(GIVEN, [...this.#given.values()]);
      await sleep(this.options.paceMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Returns true if all watched users are gone. */
  #isNetworkGone(): boolean {
    return ![...this.#watches.values()].some(({ user }) => user.here);
  }

  /**
   * Asks all endpoints at the same time. Chooses the network of the first endpoint in the list that
   * has a right genesis block. If there is none, chooses the first network with a wrong genesis
   * block, because a wrong part of a user can make it.
   */
  async #findNetwork(): Promise<void> {
    const asked = [...this.#given.values()].map(async (endpoint) => ({
      endpoint,
      genesis: await this.#genesisOf(endpoint),
    }));
    let chosen: { endpoint: Endpoint; genesis: FoundGenesis } | undefined;
    const strangers: FoundFault[] = [];
    for (const answer of asked) {
      const { endpoint, genesis } = await answer;
      if (genesis instanceof Refusal) strangers.push(faultOfStranger(endpoint, genesis));
      if (!(genesis instanceof FoundGenesis)) continue;
      if (chosen === undefined || genesis.code === null) chosen = { endpoint, genesis };
      if (genesis.code === null) break;
    }
    if (this.#stopping.signal.aborted) return;
    this.faults.report('strangers', strangers);
    if (chosen === undefined) return;
    const { endpoint, genesis } = chosen;
    if (genesis.block.hash !== this.picture?.network.genesis) this.#switchNetwork(genesis);
    await this.#visit(endpoint);
  }

  /**
   * Returns the genesis block of an endpoint. Returns the Refusal if the endpoint sends a chain
   * whose first block has no block's shape, and undefined if it sends no chain.
   */
  async #genesisOf(endpoint: Endpoint): Promise<FoundGenesis | Refusal | undefined> {
    try {
      const request = { type: 'getChain' as const, from: 0, limit: 1 };
      const { blocks } = await askUser(endpoint, request, 'chain', this.#client);
      return readGenesis(blocks[0]);
    } catch (error) {
      this.#reportUnlessUsersFault(error);
      return undefined;
    }
  }

  #switchNetwork({ block, code }: FoundGenesis): void {
    this.#watches.clear();
    for (const source of ['chains', 'announcements']) this.faults.report(source, []);
    const { faults, options } = this;
    const { timeoutMs: graceMs } = options;
    this.picture = new Picture(block, this.onChange, { faults, genesisCode: code, graceMs });
    this.onChange();
  }

  #visitUnwatched(namer: string, endpoints: readonly Endpoint[]): void {
    const watches = [...this.#watches.values()].filter(({ isOver }) => !isOver);
    const known = new Set(watches.map(({ endpoint }) => endpointKey(endpoint)));
    this.#visits.add(
      namer,
      endpoints.filter((endpoint) => !known.has(endpointKey(endpoint))),
    );
  }

  /** Asks an endpoint for its user's status, and watches the user if it is in our network. */
  async #visit(endpoint: Endpoint): Promise<void> {
    const { picture } = this;
    if (picture === undefined || this.#stopping.signal.aborted) return;
    const challenge = randomBytes(32).toString('hex');
    let end: Endpoint | undefined;
    let status: FullReply<'status'>;
    try {
      const request = { type: 'getStatus' as const, challenge };
      const client = { ...this.#client, onAnswered: (other: Endpoint) => (end = other) };
      status = await askUser(endpoint, request, 'status', client);
    } catch (error) {
      this.#reportUnlessUsersFault(error);
      return;
    }
    const { genesis, address, proof } = status;
    if (picture !== this.picture) return;
    if (genesis !== picture.network.genesis) {
      this.#noteOther(endpoint, genesis, picture);
      return;
    }
    const isProven =
      proof !== undefined &&
      end !== undefined &&
      isProof(proof, { challenge, genesis, end }, address);
    this.#watch(status, endpoint, { picture, isProven });
  }

  /** Notes that a given endpoint belongs to another network. Users can name any endpoints. */
  #noteOther(endpoint: Endpoint, genesis: Hash, picture: Picture): void {
    if (!this.#given.has(endpointKey(endpoint))) return;
    const fault = faultOfOther(endpoint, genesis, picture.network.genesis);
    this.faults.report(`other ${endpointKey(endpoint)}`, [fault]);
  }

  #watch(
    status: FullReply<'status'>,
    endpoint: Endpoint,
    { picture, isProven }: { picture: Picture; isProven: boolean },
  ): void {
    const { address } = status;
    this.faults.report(`other ${endpointKey(endpoint)}`, []);
    // A false user can report the address of another user. The false user must not replace a user
    // that answers. A user that proves its address replaces one that has not proven it.
    const before = this.#watches.get(address);
    if (before?.user.here && (before.isProven || !isProven)) return;
    const newcomer = { address, host: endpoint.host, here: true, heardAt: Date.now() };
    if (before === undefined && !this.#makeRoom(newcomer, { picture, isProven })) return;
    const watch: UserWatch = new UserWatch(status, endpoint, {
      picture,
      isProven,
      options: this.options,
      client: this.#client,
      userCount: () => this.#sharersOf(watch),
      onNamed: (peers) => this.#visitUnwatched(address, peers),
    });
    this.#watches.set(address, watch);
    const isWatched = (): boolean => this.#watches.get(address) === watch;
    this.#keep(watch.run(this.#stopping.signal, isWatched));
  }

  /** Removes a user if the list is full. Returns false if no user makes way for the new user. */
  #makeRoom(
    user: Rated['user'],
    { picture, isProven }: { picture: Picture; isProven: boolean },
  ): boolean {
    const newcomer = { user, isProven, hasMined: picture.miners.has(user.address) };
    const gone = roomFor(newcomer, [...this.#watches.values()]);
    if (gone === undefined) return false;
    if (gone !== null) {
      this.#watches.delete(gone.user.address);
      picture.removeUser(gone.user.address);
    }
    return true;
  }

  /** Returns how many users share the polls with a user. A crowd does not delay users that mine. */
  #sharersOf({ hasMined }: UserWatch): number {
    if (!hasMined) return this.#watches.size;
    return [...this.#watches.values()].filter((watch) => watch.hasMined).length;
  }

  #reportUnlessUsersFault(error: unknown): void {
    if (error instanceof Refusal || error instanceof ConnectionLost) return;
    if (!this.#stopping.signal.aborted) this.onError(error);
  }
}
