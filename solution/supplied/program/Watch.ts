import type { User } from '../../User';

/** The time between two looks at the users, in milliseconds. */
const LOOK_MS = 1000;

/** A server that works answers in less time, in milliseconds. */
const ANSWER_MS = 1000;

/** A miner that does not rest makes a batch of hashes in less time, in milliseconds. */
const BATCH_MS = 5000;

interface Looked {
  /** When the question that is not answered yet was asked. */
  askedAt?: number;
  isSilent?: true;
  hashes: number;
  /** When the number of hashes was last seen to grow. */
  grewAt: number;
  isStuck?: true;
}

/** Watches users whose threads can hang, because a step's code is wrong. */
export class Watch {
  readonly #looked = new Map<User, Looked>();
  /** The questions that are not answered yet. */
  readonly #pending = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #lookedAt = performance.now();

  /**
   * @param users the users to watch; users can come and go
   * @param tell called with a line when a user hangs, and when it goes on
   */
  constructor(
    private readonly users: ReadonlyMap<string, User>,
    private readonly tell: (line: string) => void,
  ) {
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** How many hashes the users have reported so far. */
  get hashes(): number {
    return [...this.#looked.values()].reduce((sum, { hashes }) => sum + hashes, 0);
  }

  /** The names of the running users that do not answer. */
  get silent(): string[] {
    return [...this.users].flatMap(([name, user]) =>
      this.#looked.get(user)?.isSilent ? [name] : [],
    );
  }

  /** Asks all users that answer for their hashes. */
  async update(): Promise<void> {
    this.#look();
    const limit = new Promise((resolve) => setTimeout(resolve, ANSWER_MS).unref());
    await Promise.race([limit, Promise.all(this.#pending)]);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    const late = now - this.#lookedAt - LOOK_MS;
    this.#lookedAt = now;
    // The whole program stood still, for example after Ctrl-Z. Nobody hangs because of this.
    if (late > LOOK_MS) this.#forgive(late);
    for (const user of this.users.values()) {
      const looked = this.#looked.get(user) ?? { hashes: 0, grewAt: now };
      this.#looked.set(user, looked);
      if (looked.askedAt === undefined) this.#ask(user, looked);
      else this.#checkAnswer(user, looked, now);
    }
  }

  #forgive(ms: number): void {
    for (const looked of this.#looked.values()) {
      looked.grewAt += ms;
      if (looked.askedAt !== undefined) looked.askedAt += ms;
    }
  }

  #ask(user: User, looked: Looked): void {
    looked.askedAt = performance.now();
    const answered = user.call('status').then(
      ({ hashes }) => this.#hear(user, looked, hashes),
      // The user has stopped, or its answer is an error. Both are told elsewhere.
      () => {
        looked.askedAt = undefined;
      },
    );
    this.#pending.add(answered);
    void answered.then(() => this.#pending.delete(answered));
  }

  #checkAnswer(user: User, looked: Looked, now: number): void {
    if (looked.isSilent || now - (looked.askedAt ?? now) < ANSWER_MS) return;
    looked.isSilent = true;
    this.tell(
      `${user.options.name}'s server has not answered for a second. ` +
        'A part that it runs does not end, or takes too long.',
    );
  }

  #hear(user: User, looked: Looked, hashes: number): void {
    const now = performance.now();
    const { name, restMs } = user.options;
    if (looked.isSilent) {
      const seconds = Math.round((now - (looked.askedAt ?? now)) / 1000);
      this.tell(`${name}'s server answers again, after ${seconds} s.`);
    }
    looked.askedAt = undefined;
    looked.isSilent = undefined;
    if (hashes > looked.hashes) {
      looked.hashes = hashes;
      looked.grewAt = now;
      looked.isStuck = undefined;
    } else if (!looked.isStuck && now - looked.grewAt > restMs + BATCH_MS) {
      looked.isStuck = true;
      const seconds = Math.round((now - looked.grewAt) / 1000);
      this.tell(
        `${name}'s miner has reported no hash for ${seconds} s. It hangs, or it mines without ` +
          'asking whether to go on.',
      );
    }
  }
}
