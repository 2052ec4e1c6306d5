import { Changes } from '../../grader/harness/parent/Changes';
import { showProgress } from '../../grader/report/showProgress';
import type { ThreadCode } from '../../solution/supplied/user/bundle';
import type { ChainView, UserStatus } from '../../solution/supplied/user/control';
import type { Address, Hash } from '../../solution/supplied/types';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import { DEFAULT_OPTIONS } from '../../solution/supplied/user/UserOptions';
import type { UserOptions } from '../../solution/supplied/user/UserOptions';
import { User } from '../../solution/User';

/** The time limit of each wait in a lab, in milliseconds. All waits are normally much shorter. */
const LAB_LIMIT_MS = 180_000;

/** An event of a user. `at` is the time on the machine's clock, in milliseconds since 1970. */
interface TimedEvent {
  at: number;
  user: string;
  event: UserEvent;
}

/** An action of the lab on the network. */
interface Mark {
  at: number;
  text: string;
}

/** The users of a lab, and their events. */
export class LabNetwork {
  readonly users = new Map<string, User>();
  readonly events: TimedEvent[] = [];
  readonly marks: Mark[] = [];
  readonly #started: User[] = [];
  protected readonly changes = new Changes();
  #failure: Error | undefined;
  #isEnded = false;

  /**
   * @param options the options of every user; users mine coins only after `mineCoins`
   * @param limitMs the time limit of each wait, in milliseconds
   */
  constructor(
    private readonly code: ThreadCode,
    private readonly options: Partial<UserOptions>,
    private readonly limitMs = LAB_LIMIT_MS,
  ) {}

  /** Starts a user. The user joins the other users. */
  async add(name: string, options: Partial<UserOptions> = {}): Promise<User> {
    const user = new User(
      {
        ...DEFAULT_OPTIONS,
        port: 0,
        mineCoins: false,
        join: [...this.users.values()].map((other) => readyOf(other)),
        ...this.options,
        ...options,
        name,
      },
      this.code,
    );
    user.on('event', (event) => {
      if (event.event === 'error') this.#fail(`${name}: ${event.message}`, event);
      this.events.push({ at: now(), user: name, event });
      this.changes.announce();
    });
    user.on('failed', (error) => {
      this.#fail(`${name} has stopped: ${String(error)}`, error);
      this.changes.announce();
    });
    if (this.#isEnded) throw new Error('the lab is over');
    this.#started.push(user);
    await user.start();
    this.users.set(name, user);
    return user;
  }

  /** The first error of a user. Its cause is the error itself. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  #fail(message: string, cause: unknown): void {
    this.#failure ??= new Error(message, { cause });
  }

  /** Notes an action of the lab, for the diagram. */
  mark(text: string): void {
    this.marks.push({ at: now(), text });
  }

  /** @throws Error if no user has this name */
  find(name: string): User {
    const user = this.users.get(name);
    if (user === undefined) throw new Error(`there is no user ${name}`);
    return user;
  }

  /**
   * Returns the name of the user with an address. Returns the address itself if there is no such
   * user.
   */
  nameOf(address: Address): string {
    const user = [...this.users.values()].find(({ ready }) => ready?.address === address);
    return user?.options.name ?? address;
  }

  /** Returns how many coins a user has mined. Coins that are not on the chain count too. */
  coinsOf(user: User): number {
    const { name } = user.options;
    return this.events.filter((each) => each.user === name && each.event.event === 'coin').length;
  }

  /**
   * Waits until a condition holds. Checks the condition after every event.
   *
   * @param detail returns the progress, such as `12 of 80`
   * @throws Error if the wait takes longer than the limit, or if a user fails
   */
  async until(
    what: string,
    holds: () => boolean | Promise<boolean>,
    detail?: () => string,
  ): Promise<void> {
    const progress = showProgress();
    const holdsNow = async (): Promise<boolean> => {
      if (await holds()) return true;
      if (this.#failure) throw this.#failure;
      progress.show(`  … until ${what}${detail ? `: ${detail()}` : ''}`);
      return false;
    };
    try {
      await this.changes.until(what, holdsNow, this.limitMs);
    } finally {
      progress.end();
    }
  }

  /** Starts or stops the mining of coins by these users. */
  async mineCoins(on: boolean, users: readonly User[] = [...this.users.values()]): Promise<void> {
    await Promise.all(users.map((user) => user.call('mineCoins', on)));
  }

  /** Makes one user mine until it has found `coins` more coins. */
  async mineOn(user: User, coins = 1): Promise<void> {
    const goal = this.coinsOf(user) + coins;
    await this.mineCoins(true, [user]);
    await this.until(`${user.options.name} mines a coin`, () => this.coinsOf(user) >= goal);
    await this.mineCoins(false, [user]);
  }

  /** Stops these users from mining coins, and waits until they have the same chain. */
  async settle(users: readonly User[] = [...this.users.values()]): Promise<void> {
    await this.mineCoins(false, users);
    for (;;) {
      let all: UserStatus[] = [];
      await this.until('all have the same chain', async () => {
        all = await Promise.all(users.map((user) => user.call('status')));
        return new Set(all.map(({ height }) => height)).size === 1;
      });
      if (new Set(all.map(({ tip }) => tip)).size === 1) return;
      // If all chains have the same height, users keep them. One chain must become longer.
      await this.mineOn(users[0]);
    }
  }

  /** Waits until a block or a payment is on the chain of each user. */
  async untilAllHave(what: string, id: Hash | string): Promise<void> {
    await this.until(`${what} is on every chain`, async () => {
      const views = await Promise.all([...this.users.values()].map((user) => viewOf(user)));
      return views.every(({ blocks }) =>
        blocks.some(({ hash, data }) => hash === id || data.id === id),
      );
    });
  }

  /** Stops all users. */
  async stop(): Promise<void> {
    this.#isEnded = true;
    await Promise.all(this.#started.map((user) => user.stop()));
  }
}

/** Returns the whole chain of a user. */
export function viewOf(user: User): Promise<ChainView> {
  return user.call('view', Number.MAX_SAFE_INTEGER);
}

/** Returns the endpoint and the address of a user. */
export function readyOf(user: User): NonNullable<User['ready']> {
  if (user.ready === undefined) throw new Error(`${user.options.name} is not ready`);
  return user.ready;
}

/** Returns the milliseconds since 1970, with fractions. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
