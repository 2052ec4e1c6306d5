import type { ThreadCode } from '../../solution/supplied/user/bundle';
import type { UserEvent } from '../../solution/supplied/user/UserEvent';
import type { UserOptions } from '../../solution/supplied/user/UserOptions';
import type { User } from '../../solution/User';
import { LabNetwork } from '../labs/LabNetwork';

/** The options of a scene's users. The intervals are short, because a scene is short. */
const OPTIONS: Partial<UserOptions> = { difficulty: 8, restMs: 100, gossipMs: 300 };

/** The time limit of each wait, in milliseconds. */
const LIMIT_MS = 7000;

/** How long to wait before the next check of a condition, in milliseconds. */
const CHECK_MS = 50;

/** The compiled code of a scene's threads. */
export interface SceneCode extends ThreadCode {
  /** The thread that counts hashes. */
  counter: string;
}

/** The network of a scene. Users mine coins only after `mineCoins`. */
export class SceneStage extends LabNetwork {
  readonly #begun = performance.now();
  readonly #ends: (() => Promise<void>)[] = [];

  /**
   * @param print prints lines, and breaks them
   * @param columns how many columns a line can have
   */
  constructor(
    readonly sceneCode: SceneCode,
    readonly print: (...lines: string[]) => void,
    readonly columns: number,
  ) {
    super(sceneCode, OPTIONS, LIMIT_MS);
  }

  /** Prints a line. The time since the beginning of the scene stands before it. */
  say(line: string): void {
    const seconds = (performance.now() - this.#begun) / 1000;
    this.print(`  ${seconds.toFixed(1).padStart(4)} s  ${line}`);
  }

  /** Returns the events of one kind that a user has had. */
  eventsOf<Kind extends UserEvent['event']>(
    user: User,
    kind: Kind,
  ): Extract<UserEvent, { event: Kind }>[] {
    return this.events.flatMap(({ user: name, event }) =>
      name === user.options.name && event.event === kind
        ? [event as Extract<UserEvent, { event: Kind }>]
        : [],
    );
  }

  /** Waits until a condition holds. Returns false if it does not hold within `limitMs`. */
  async happens(holds: () => Promise<boolean>, limitMs: number): Promise<boolean> {
    const deadline = performance.now() + limitMs;
    while (!(await holds())) {
      if (performance.now() > deadline) return false;
      await this.changes.next(CHECK_MS);
    }
    return true;
  }

  /** Calls a function when the scene is over. */
  atEnd(end: () => Promise<void>): void {
    this.#ends.push(end);
  }

  override async stop(): Promise<void> {
    await super.stop().finally(() => Promise.all(this.#ends.map((end) => end())));
  }

  /** Cuts the cables between a user and all others. */
  async cut(...users: User[]): Promise<void> {
    for (const user of users) await user.call('reach', []);
  }

  /** Repairs the cables of users. */
  async mend(...users: User[]): Promise<void> {
    for (const user of users) await user.call('reach', null);
  }
}
