import { User } from '../../User';
import type { ThreadCode } from '../user/bundle';
import { isName } from '../wire/messages';
import { Sorry } from '../Sorry';
import type { Endpoint, Transaction } from '../types';
import type { UserEvent } from '../user/UserEvent';
import { DEFAULT_OPTIONS } from '../user/UserOptions';
import type { UserOptions } from '../user/UserOptions';

/** How many ports a new user tries before it gives up. */
const PORT_TRIES = 100;

/** The users of this process, by name. They know each other by TCP only, like any others. */
export class Network {
  readonly users = new Map<string, User>();
  /** Those that are on their way to being ready. */
  readonly #starting = new Set<User>();
  #nextPort: number;

  /**
   * @param code what the users' threads run
   * @param options for every user that is created; ports are counted up from its `port`
   * @param onEvent told of everything notable that happens to a user
   * @param onFailed told of a user that died of an error; it is gone by then
   */
  constructor(
    private readonly code: ThreadCode,
    private readonly options: Partial<UserOptions>,
    private readonly onEvent: (user: User, event: UserEvent) => void = () => {},
    private readonly onFailed: (user: User, error: unknown) => void = () => {},
  ) {
    this.#nextPort = options.port ?? DEFAULT_OPTIONS.port;
  }

  /**
   * Creates a user and waits until it is ready: the first begins a network, each later one joins it.
   *
   * @throws Sorry if the name will not do, or whatever error its threads died of
   */
  async create(name: string): Promise<User> {
    if (name.trim() === '') throw new Sorry('Please give a name.');
    if (!isName(name)) throw new Sorry('A name is 1 to 32 printable characters.');
    if (this.users.has(name)) throw new Sorry(`The name ${name} is taken.`);
    const join: Endpoint[] = [...this.users.values()].map(endpointOf);
    const user = new User(
      {
        ...DEFAULT_OPTIONS,
        ...this.options,
        name,
        port: this.#nextPort,
        portTries: PORT_TRIES,
        join,
      },
      this.code,
    );
    user.on('event', (event) => this.onEvent(user, event));
    user.on('failed', (error) => {
      this.users.delete(name);
      this.onFailed(user, error);
    });
    this.#starting.add(user);
    try {
      await user.start();
    } finally {
      this.#starting.delete(user);
    }
    this.users.set(name, user);
    if (this.#nextPort !== 0) this.#nextPort = endpointOf(user).port + 1;
    return user;
  }

  /**
   * Has one user pay another. The seller's user promises the coins, the buyer's mints them.
   *
   * @throws Sorry if there is no such user; Refusal if the seller cannot or may not pay
   */
  async pay(buyer: string, seller: string, amount: number): Promise<Transaction> {
    const from = this.find(seller);
    const to = endpointOf(this.find(buyer));
    return from.call('pay', to.address, amount, { host: to.host, port: to.port });
  }

  /** @throws Sorry if nobody here has that name */
  find(name: string): User {
    const user = this.users.get(name);
    if (user === undefined) {
      throw new Sorry(name === '' ? 'Please give a name.' : `There is no user called ${name}.`);
    }
    return user;
  }

  /** The name of an address, as far as we know it. */
  nameOf(address: string): string {
    const user = [...this.users.values()].find(({ ready }) => ready?.address === address);
    return user?.options.name ?? address;
  }

  /** Ends every user, also those that are not ready yet. */
  async stop(): Promise<void> {
    const users = [...this.users.values(), ...this.#starting];
    this.users.clear();
    await Promise.all(users.map((user) => user.stop()));
  }
}

function endpointOf(user: User): Endpoint & { address: string } {
  if (user.ready === undefined) throw new Error(`${user.options.name} is not ready`);
  return user.ready;
}
