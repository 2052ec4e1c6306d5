import { User } from '../../User';
import type { ThreadCode } from '../user/bundle';
import { isName } from '../wire/messages';
import { CommandError } from '../CommandError';
import type { Endpoint, Transaction } from '../types';
import type { UserEvent } from '../user/UserEvent';
import { DEFAULT_OPTIONS } from '../user/UserOptions';
import type { UserOptions } from '../user/UserOptions';

/** The maximum number of ports that a new user tries. */
const PORT_TRIES = 100;

/** The users of this process, by name. They talk to each other only over TCP. */
export class Network {
  readonly users = new Map<string, User>();
  /** The users that are not ready yet. */
  readonly #starting = new Set<User>();
  #nextPort: number;

  /**
   * @param code the code of the users' threads
   * @param options the options of every user; the first user gets `port`, and the next users get
   *   the following ports
   * @param onEvent called with each event of a user
   * @param onFailed called after an error has ended a user; the user is not in `users` any more
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
   * Creates a user, and waits until the user is ready. The first user begins a network, and the
   * others join the network.
   *
   * @throws CommandError if the name is not allowed, or is taken already; the error of a thread, if
   *   a thread fails
   */
  async create(name: string): Promise<User> {
    if (name.trim() === '') throw new CommandError('Please give a name.');
    if (!isName(name)) throw new CommandError('A name is 1 to 32 printable characters.');
    if (this.users.has(name)) throw new CommandError(`The name ${name} is taken.`);
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
   * Makes a payment. The seller signs the payment now, and the buyer mints it later.
   *
   * @throws CommandError if one of the users does not exist; Refusal if the seller cannot pay, or
   *   if the buyer refuses
   */
  async pay(buyer: string, seller: string, amount: number): Promise<Transaction> {
    const from = this.find(seller);
    const to = endpointOf(this.find(buyer));
    return from.call('pay', to.address, amount, { host: to.host, port: to.port });
  }

  /** @throws CommandError if this process has no user with that name */
  find(name: string): User {
    const user = this.users.get(name);
    if (user === undefined) {
      throw new CommandError(
        name === '' ? 'Please give a name.' : `There is no user called ${name}.`,
      );
    }
    return user;
  }

  /**
   * Returns the name of the user with an address, or the address itself if the user is in another
   * process.
   */
  nameOf(address: string): string {
    const user = [...this.users.values()].find(({ ready }) => ready?.address === address);
    return user?.options.name ?? address;
  }

  /** Stops all users, even the users that are not ready yet. */
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
