import { Changes } from '../../grader/harness/parent/Changes';
import { showProgress } from '../../grader/report/showProgress';
import type { ThreadCode } from '../../solution/supplied/user/bundle';
import type { ChainView, UserStatus } from '../../solution/supplied/user/control';
import type { Address, Hash } from '../../solution/supplied/types';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import { DEFAULT_OPTIONS } from '../../solution/supplied/user/UserOptions';
import type { UserOptions } from '../../solution/supplied/user/UserOptions';
import { User } from '../../solution/User';

/** How long one wait in a lab may take, in milliseconds: far longer than any does. */
const LIMIT_MS = 180_000;

/** An event of a user. Its time is the machine's, in milliseconds since 1970. */
interface TimedEvent {
  at: number;
  user: string;
  event: UserEvent;
}

/** Something that the lab itself does to the network. */
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
  readonly #changes = new Changes();
  #failure: Error | undefined;
  #isEnded = false;

  /** @param options for every user. Users mine coins only after `mineCoins`. */
  constructor(
    private readonly code: ThreadCode,
    private readonly options: Partial<UserOptions>,
  ) {}

  /** Starts a user, who joins the others. */
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
      if (event.event === 'error') this.#failure ??= new Error(`${name}: ${event.message}`);
      this.events.push({ at: now(), user: name, event });
      this.#changes.announce();
    });
    user.on('failed', (error) => {
      this.#failure ??= new Error(`${name} has stopped: ${String(error)}`);
      this.#changes.announce();
    });
    if (this.#isEnded) throw new Error('the lab is over');
    this.#started.push(user);
    await user.start();
    this.users.set(name, user);
    return user;
  }

  /** Notes what the lab does now, for the diagram. */
  mark(text: string): void {
    this.marks.push({ at: now(), text });
  }

  /** @throws Error if no user has this name */
  find(name: string): User {
    const user = this.users.get(name);
    if (user === undefined) throw new Error(`there is no user ${name}`);
    return user;
  }

  /** Returns the name of a user, or the address itself if it is no user's. */
  nameOf(address: Address): string {
    const user = [...this.users.values()].find(({ ready }) => ready?.address === address);
    return user?.options.name ?? address;
  }

  /** Returns how many coins a user has mined, on the chain or not. */
  coinsOf(user: User): number {
    const { name } = user.options;
    return this.events.filter((each) => each.user === name && each.event.event === 'coin').length;
  }

  /**
   * Waits until something holds. Checks it after every event.
   *
   * @param detail returns how far it is, such as `12 of 80`
   * @throws Error if it takes longer than 180 s, or a user fails meanwhile
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
      await this.#changes.until(what, holdsNow, LIMIT_MS);
    } finally {
      progress.end();
    }
  }

  /** Lets these users mine coins, or stops them. */
  async mineCoins(on: boolean, users: readonly User[] = [...this.users.values()]): Promise<void> {
    await Promise.all(users.map((user) => user.call('mineCoins', on)));
  }

  /** Lets one user mine until it has found some more coins. */
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
      // Chains of equal height: no user changes to another until one is longer.
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

/** Returns where a user listens, and its address. */
export function readyOf(user: User): NonNullable<User['ready']> {
  if (user.ready === undefined) throw new Error(`${user.options.name} is not ready`);
  return user.ready;
}

/** Returns the milliseconds since 1970, with fractions. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
