import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../../solution/supplied/Refusal';
import { checkGenesis } from '../../solution/supplied/user/joinNetwork';
import { ConnectionLost } from '../../solution/supplied/wire/tcp';
import type { TcpClientOptions } from '../../solution/supplied/wire/tcp';
import type { Address, Block, Endpoint } from '../../solution/supplied/types';
import { ask } from './ask';
import type { Answer } from './ask';
import { MAX_USERS } from './limits';
import type { ObserverOptions } from './ObserverOptions';
import { Picture } from './Picture';
import { placeOf } from './placeOf';
import { UserWatch } from './UserWatch';
import { Visits } from './Visits';

/** A place that turned out to be no new user is left alone for so many times the pace. */
const PACES_LEFT_ALONE = 10;

/** Whoever names a place on the command line. */
const OURSELVES = '';

/**
 * Watches a network, of which it is no part: it asks as any user may, has no key and never says
 * hello, so that nobody knows it and it can make nobody pay. It begins where it is told and finds
 * the others by what they say of each other.
 */
export class Observer {
  readonly options: ObserverOptions;
  /** The network that is watched; undefined until one of its users has answered. */
  picture: Picture | undefined;
  readonly #begin = new Map<string, Endpoint>();
  readonly #watches = new Map<Address, UserWatch>();
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #client: TcpClientOptions;
  readonly #visits: Visits;

  /**
   * @param onChange told that there is something new to see; often
   * @param onError told of an error that is no user's doing
   */
  constructor(
    options: ObserverOptions,
    private readonly onChange: () => void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.options = options;
    this.#client = { timeoutMs: options.timeoutMs, signal: this.#stopping.signal };
    // Every question under way listens for the end, and there may be many.
    setMaxListeners(0, this.#stopping.signal);
    this.#visits = new Visits(
      (endpoint) => this.#visit(endpoint),
      PACES_LEFT_ALONE * options.paceMs,
    );
    for (const endpoint of options.begin) this.begin(endpoint);
  }

  /** Where to begin looking, too, from now on. */
  begin(endpoint: Endpoint): void {
    this.#begin.set(placeOf(endpoint), endpoint);
  }

  /** Starts to watch. */
  start(): void {
    this.#keep(this.#lookAround());
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #keep(running: Promise<void>): void {
    const kept = running.catch(this.onError).finally(() => this.#running.delete(kept));
    this.#running.add(kept);
  }

  /** Looks at the places that we were told of, again and again. */
  async #lookAround(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      if (this.#isDeserted()) await this.#findNetwork();
      else this.#lookFor(OURSELVES, [...this.#begin.values()]);
      await sleep(this.options.paceMs, undefined, { signal }).catch(() => {});
    }
  }

  /** True if nobody of a network that we know is left. */
  #isDeserted(): boolean {
    return ![...this.#watches.values()].some(({ user }) => user.here);
  }

  /** Takes the network of the first user who answers, in the order in which we were told of them. */
  async #findNetwork(): Promise<void> {
    const begin = [...this.#begin.values()];
    const found = begin.map(async (endpoint) => ({
      endpoint,
      genesis: await this.#genesisOf(endpoint),
    }));
    for (const one of found) {
      const { endpoint, genesis } = await one;
      if (genesis === undefined || this.#stopping.signal.aborted) continue;
      if (genesis.hash !== this.picture?.network.genesis) this.#change(genesis);
      await this.#visit(endpoint);
      return;
    }
  }

  async #genesisOf(endpoint: Endpoint): Promise<Block | undefined> {
    try {
      const request = { type: 'getChain' as const, from: 0, limit: 1 };
      const { blocks } = await ask(endpoint, request, 'chain', this.#client);
      return checkGenesis(blocks[0]);
    } catch (error) {
      this.#mustBeTheirs(error);
      return undefined;
    }
  }

  #change(genesis: Block): void {
    this.#watches.clear();
    this.picture = new Picture(genesis, this.onChange);
    this.onChange();
  }

  #lookFor(namer: string, endpoints: readonly Endpoint[]): void {
    const watches = [...this.#watches.values()].filter(({ isOver }) => !isOver);
    const known = new Set(watches.map(({ endpoint }) => placeOf(endpoint)));
    this.#visits.add(
      namer,
      endpoints.filter((endpoint) => !known.has(placeOf(endpoint))),
    );
  }

  /** Looks who is there, and watches whoever is of our network. */
  async #visit(endpoint: Endpoint): Promise<void> {
    const { picture } = this;
    if (picture === undefined || this.#stopping.signal.aborted) return;
    let status: Answer<'status'>;
    try {
      status = await ask(endpoint, { type: 'getStatus' }, 'status', this.#client);
    } catch (error) {
      this.#mustBeTheirs(error);
      return;
    }
    if (picture !== this.picture || status.genesis !== picture.network.genesis) return;
    this.#watch(status, endpoint, picture);
  }

  #watch(status: Answer<'status'>, endpoint: Endpoint, picture: Picture): void {
    const { address } = status;
    // Nobody can take a living user's place by giving out its address as their own.
    if (this.#watches.get(address)?.user.here || !this.#makeRoom(address, picture)) return;
    const watch = new UserWatch(status, endpoint, {
      picture,
      options: this.options,
      client: this.#client,
      crowd: () => this.#watches.size,
      onNamed: (peers) => this.#lookFor(address, peers),
    });
    this.#watches.set(address, watch);
    const isWatched = (): boolean => this.#watches.get(address) === watch;
    this.#keep(watch.run(this.#stopping.signal, isWatched));
  }

  /** Lets go of whoever has been gone longest, if there is no room for another user. */
  #makeRoom(address: Address, picture: Picture): boolean {
    if (this.#watches.size < MAX_USERS || this.#watches.has(address)) return true;
    const [gone] = [...this.#watches.values()]
      .map(({ user }) => user)
      .filter(({ here }) => !here)
      .sort((a, b) => a.heardAt - b.heardAt);
    if (gone === undefined) return false;
    this.#watches.delete(gone.address);
    picture.removeUser(gone.address);
    return true;
  }

  #mustBeTheirs(error: unknown): void {
    if (error instanceof Refusal || error instanceof ConnectionLost) return;
    if (!this.#stopping.signal.aborted) this.onError(error);
  }
}
