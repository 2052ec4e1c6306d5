import type { ThreadCode } from '../../solution/supplied/user/bundle';
import type { ChainView, UserStatus } from '../../solution/supplied/user/control';
import { tcpClient } from '../../solution/supplied/wire/tcp';
import type { Address, Endpoint } from '../../solution/supplied/types';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import { DEFAULT_OPTIONS } from '../../solution/supplied/user/UserOptions';
import type { UserOptions } from '../../solution/supplied/user/UserOptions';
import { User } from '../../solution/User';

/** The reference's threads, compiled once for all tests. */
export function threadCode(): ThreadCode {
  return JSON.parse(process.env.CANTOR_THREADS ?? '') as ThreadCode;
}

/** How long anything may take before a test gives up, in milliseconds: far longer than it does. */
const LIMIT_MS = 15_000;

/** Users for a test, on ports that the system chooses, with a way to wait for what they do. */
export class TestNetwork {
  readonly users: User[] = [];
  readonly events = new Map<User, UserEvent[]>();
  readonly failures: unknown[] = [];
  readonly #watchers = new Set<() => void>();

  /** @param options for every user; by default they mine no coins unless told to */
  constructor(private readonly options: Partial<UserOptions> = {}) {}

  /** Starts a user who joins those that are there. */
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
      threadCode(),
    );
    const events: UserEvent[] = [];
    this.events.set(user, events);
    user.on('event', (event) => {
      events.push(event);
      for (const look of this.#watchers) look();
    });
    user.on('failed', (error) => this.failures.push(error));
    await user.start();
    this.users.push(user);
    return user;
  }

  /** Waits until something is so; looks again whenever anything happens. */
  async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + LIMIT_MS;
    while (!(await isSo())) {
      if (performance.now() > deadline) throw new Error(`waited in vain until ${isSo.toString()}`);
      await new Promise<void>((resolve) => {
        const look = (): void => {
          clearTimeout(timer);
          this.#watchers.delete(look);
          resolve();
        };
        // Not everything that one can wait for is announced, so look from time to time as well.
        const timer = setTimeout(look, 50);
        this.#watchers.add(look);
      });
    }
  }

  /** Waits until every user knows every other. */
  async acquainted(): Promise<void> {
    await this.until(async () =>
      (await this.statuses()).every(({ peers }) => peers.length === this.users.length - 1),
    );
  }

  /** Has a user mine until its chain has grown by `blocks`, then waits until the miner is idle. */
  async mineOn(user: User, blocks: number): Promise<void> {
    const { height } = await user.call('status');
    await user.call('mineCoins', true);
    await this.until(async () => (await user.call('status')).height >= height + blocks);
    await user.call('mineCoins', false);
  }

  /**
   * Lets nobody mine coins any more, and waits until all users agree. The first stops last: two
   * branches of equal work would stay as they are if nobody mined on.
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

  /** The whole chain of a user. */
  view(user: User): Promise<ChainView> {
    return user.call('view', Number.MAX_SAFE_INTEGER);
  }

  async stop(): Promise<void> {
    await Promise.all(this.users.map((user) => user.stop()));
  }
}

/** Where a user listens. */
export function endpointOf(user: User): Endpoint {
  if (user.ready === undefined) throw new Error('the user is not ready');
  return { host: user.ready.host, port: user.ready.port };
}

/** Who a user is. */
export function addressOf(user: User): Address {
  if (user.ready === undefined) throw new Error('the user is not ready');
  return user.ready.address;
}

/** Asks a user something over TCP, as a stranger would. */
export function ask(user: User, message: object): Promise<Record<string, unknown>> {
  return tcpClient(endpointOf(user), message) as Promise<Record<string, unknown>>;
}
