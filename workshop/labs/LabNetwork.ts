import type { ThreadCode } from '../../solution/supplied/user/bundle';
import type { ChainView, UserStatus } from '../../solution/supplied/user/control';
import type { Address, Hash } from '../../solution/supplied/types';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import { DEFAULT_OPTIONS } from '../../solution/supplied/user/UserOptions';
import type { UserOptions } from '../../solution/supplied/user/UserOptions';
import { User } from '../../solution/User';
import { Progress } from './Progress';

/** How long anything in a lab may take, in milliseconds: far longer than it does. */
const LIMIT_MS = 180_000;

/** How often to look again when nobody says that anything has happened, in milliseconds. */
const LOOK_MS = 100;

/** Something that happened to a user, with the time by the machine's clock, since 1970. */
export interface Happening {
  at: number;
  user: string;
  event: UserEvent;
}

/** Something that the lab itself did to the network. */
export interface Mark {
  at: number;
  text: string;
}

/** The users of a lab, everything that happens to them, and a way to wait for it. */
export class LabNetwork {
  readonly users = new Map<string, User>();
  readonly happenings: Happening[] = [];
  readonly marks: Mark[] = [];
  readonly #started: User[] = [];
  readonly #watchers = new Set<() => void>();
  #failure: Error | undefined;
  #isEnded = false;

  /** @param options for every user; nobody mines coins until told to */
  constructor(
    private readonly code: ThreadCode,
    private readonly options: Partial<UserOptions>,
  ) {}

  /** Starts a user, who joins those that are there. */
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
      this.happenings.push({ at: now(), user: name, event });
      this.#wake();
    });
    user.on('failed', (error) => {
      this.#failure ??= new Error(`${name} has stopped: ${String(error)}`);
      this.#wake();
    });
    if (this.#isEnded) throw new Error('the lab is over');
    this.#started.push(user);
    await user.start();
    this.users.set(name, user);
    return user;
  }

  /** Notes what the lab does, for the diagram. */
  mark(text: string): void {
    this.marks.push({ at: now(), text });
  }

  /** @throws Error if nobody has that name */
  find(name: string): User {
    const user = this.users.get(name);
    if (user === undefined) throw new Error(`there is no ${name}`);
    return user;
  }

  /** Whose address that is, or the address itself. */
  nameOf(address: Address): string {
    const user = [...this.users.values()].find(({ ready }) => ready?.address === address);
    return user?.options.name ?? address;
  }

  /** How many coins a user has mined. */
  coinsOf(user: User): number {
    const { name } = user.options;
    return this.happenings.filter((each) => each.user === name && each.event.event === 'coin')
      .length;
  }

  /**
   * Waits until something is so, and looks again whenever anything happens.
   *
   * @param progress says how far it has come, should it take long
   * @throws Error if it takes longer than 180 s, or a user dies meanwhile
   */
  async until(
    what: string,
    isSo: () => boolean | Promise<boolean>,
    progress = (): string => '',
  ): Promise<void> {
    const deadline = performance.now() + LIMIT_MS;
    const shown = new Progress(what);
    try {
      while (!(await isSo())) {
        if (this.#failure) throw this.#failure;
        if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
        shown.tell(progress());
        await this.#nextEvent();
      }
    } finally {
      shown.end();
    }
  }

  /** Whether these users are to mine coins. */
  async mineCoins(on: boolean, users: readonly User[] = [...this.users.values()]): Promise<void> {
    await Promise.all(users.map((user) => user.call('mineCoins', on)));
  }

  /** Has one user mine until it has found that many coins. */
  async mineOn(user: User, coins = 1): Promise<void> {
    const goal = this.coinsOf(user) + coins;
    await this.mineCoins(true, [user]);
    await this.until(`${user.options.name} mines a coin`, () => this.coinsOf(user) >= goal);
    await this.mineCoins(false, [user]);
  }

  /** Lets these users mine no more coins and waits until they agree. */
  async settle(users: readonly User[] = [...this.users.values()]): Promise<void> {
    await this.mineCoins(false, users);
    for (;;) {
      let all: UserStatus[] = [];
      await this.until('all have the same chain', async () => {
        all = await Promise.all(users.map((user) => user.call('status')));
        return new Set(all.map(({ height }) => height)).size === 1;
      });
      if (new Set(all.map(({ tip }) => tip)).size === 1) return;
      // Equal in height but not the same: nobody gives way until somebody is ahead.
      await this.mineOn(users[0]);
    }
  }

  /** Waits until a block or payment is on everybody's chain. */
  async untilAllHave(what: string, id: Hash | string): Promise<void> {
    await this.until(`${what} is on every chain`, async () => {
      const views = await Promise.all([...this.users.values()].map((user) => viewOf(user)));
      return views.every(({ blocks }) =>
        blocks.some(({ hash, data }) => hash === id || data.id === id),
      );
    });
  }

  /** Ends every user. */
  async stop(): Promise<void> {
    this.#isEnded = true;
    await Promise.all(this.#started.map((user) => user.stop()));
  }

  #wake(): void {
    for (const look of this.#watchers) look();
  }

  #nextEvent(): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve();
      };
      const timer = setTimeout(look, LOOK_MS);
      this.#watchers.add(look);
    });
  }
}

/** The whole chain of a user. */
export function viewOf(user: User): Promise<ChainView> {
  return user.call('view', Number.MAX_SAFE_INTEGER);
}

/** Where a user listens and who it is. */
export function readyOf(user: User): NonNullable<User['ready']> {
  if (user.ready === undefined) throw new Error(`${user.options.name} is not ready`);
  return user.ready;
}

/** Milliseconds since 1970, to a fraction of one. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
