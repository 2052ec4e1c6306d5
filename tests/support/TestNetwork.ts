import { Changes } from '../../grader/harness/parent/Changes';
import type { ThreadCode } from '../../solution/supplied/user/bundle';
import type { ChainView, UserStatus } from '../../solution/supplied/user/control';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import type { Address, Endpoint } from '../../solution/supplied/types';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import { DEFAULT_OPTIONS } from '../../solution/supplied/user/UserOptions';
import type { UserOptions } from '../../solution/supplied/user/UserOptions';
import { User } from '../../solution/User';

/**
 * Returns the reference's compiled threads. `tests/setup/compile.ts` compiles them for all tests.
 */
export function threadCode(): ThreadCode {
  return JSON.parse(process.env.CANTOR_THREADS ?? '') as ThreadCode;
}

/** The users of a test, on ports that the system chooses. The class also waits for their events. */
export class TestNetwork {
  readonly users: User[] = [];
  readonly events = new Map<User, UserEvent[]>();
  readonly failures: unknown[] = [];
  readonly #changes = new Changes(() => this.#describe());

  /**
   * @param options the options of every user; users mine coins only if `mineCoins` is set
   * @param code the threads of every user
   */
  constructor(
    private readonly options: Partial<UserOptions> = {},
    private readonly code: ThreadCode = threadCode(),
  ) {}

  /** Starts a user. The user joins the other users. */
  async add(name: string, options: Partial<UserOptions> = {}): Promise<User> {
    const user = new User(
      {
        ...DEFAULT_OPTIONS,
        port: 0,
        difficulty: 8,
        restMs: 20,
        gossipMs: 200,
        mineCoins: false,
        join: this.users.map(endpointOf),
        ...this.options,
        ...options,
        name,
      },
      this.code,
    );
    const events: UserEvent[] = [];
    this.events.set(user, events);
    user.on('event', (event) => {
      events.push(event);
      this.#changes.announce();
    });
    user.on('failed', (error) => this.failures.push(error));
    await user.start();
    this.users.push(user);
    return user;
  }

  /** Waits until a condition holds. */
  until(holds: () => boolean | Promise<boolean>): Promise<void> {
    return this.#changes.until(String(holds), holds);
  }

  /** Waits until every user knows every other user. */
  async acquainted(): Promise<void> {
    await this.until(async () =>
      (await this.statuses()).every(({ peers }) => peers.length === this.users.length - 1),
    );
  }

  /** Makes a user mine until its chain has some more blocks. */
  async mineOn(user: User, blocks: number): Promise<void> {
    const { height } = await user.call('status');
    await user.call('mineCoins', true);
    await this.until(async () => (await user.call('status')).height >= height + blocks);
    await user.call('mineCoins', false);
  }

  /**
   * Stops all users from mining, and waits until they agree. The first user stops last. Without any
   * miner, two branches of equal work would not change.
   */
  async settle(): Promise<void> {
    const [last, ...others] = this.users;
    await Promise.all(others.map((user) => user.call('mineCoins', false)));
    await this.agreed();
    await last.call('mineCoins', false);
    await this.agreed();
  }

  /** Waits until all users have the same newest block. */
  async agreed(): Promise<void> {
    await this.until(async () => new Set((await this.statuses()).map(({ tip }) => tip)).size === 1);
  }

  statuses(): Promise<UserStatus[]> {
    return Promise.all(this.users.map((user) => user.call('status')));
  }

  /** Returns the whole chain of a user. */
  view(user: User): Promise<ChainView> {
    return user.call('view', Number.MAX_SAFE_INTEGER);
  }

  async stop(): Promise<void> {
    await Promise.all(this.users.map((user) => user.stop()));
  }

  /** Returns the last events of each user, and the failures. */
  #describe(): string {
    const events = [...this.events].map(
      ([user, all]) => `${user.options.name}: ${JSON.stringify(all.slice(-5))}`,
    );
    return [...events, ...this.failures].join('\n');
  }
}

/** Returns where a user listens. */
export function endpointOf(user: User): Endpoint {
  if (user.ready === undefined) throw new Error('the user is not ready');
  return { host: user.ready.host, port: user.ready.port };
}

/** Returns the address of a user. */
export function addressOf(user: User): Address {
  if (user.ready === undefined) throw new Error('the user is not ready');
  return user.ready.address;
}

/** Sends a message to a user over TCP, as a stranger does. Returns the reply. */
export function ask(user: User, message: object): Promise<Record<string, unknown>> {
  return tcpClient(endpointOf(user), message) as Promise<Record<string, unknown>>;
}
