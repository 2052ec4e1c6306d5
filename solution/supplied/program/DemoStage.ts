import type { User } from '../../User';
import type { ExplorerProcess } from './ExplorerProcess';
import { Network } from './Network';
import { errorLike } from './Program';
import type { Program } from './Program';
import { styled } from './render';
import type { UserEvent } from '../user/UserEvent';

/** How long anything in the demo may take, in milliseconds: far longer than it does. */
const LIMIT_MS = 20_000;

/** How a demo's users are started: as usual, but less patient. */
const OPTIONS = { restMs: 400, gossipMs: 400 };

/** Where the demo plays: a network, somebody to tell about it, and a way to wait for things. */
export class DemoStage {
  readonly network: Network;
  /** Resolves to the exit code if a user dies. */
  readonly died: Promise<number>;
  readonly #coins = new Map<User, number>();
  readonly #undone = new Map<User, number>();
  readonly #watchers = new Set<() => void>();

  constructor(program: Program, explorer?: ExplorerProcess) {
    let die: (code: number) => void = () => {};
    this.died = new Promise((resolve) => {
      die = resolve;
    });
    this.network = new Network(
      program.code,
      OPTIONS,
      (user, event) => {
        explorer?.hear(event);
        this.#hear(user, event, program);
      },
      (user, error) => {
        const why = program.explain(errorLike(error));
        process.stderr.write(`${user.options.name} has stopped: ${why}\n`);
        die(1);
      },
    );
  }

  say(...lines: string[]): void {
    for (const line of lines) process.stdout.write(`${line}\n`);
  }

  title(text: string): void {
    this.say('', styled('bold', text));
  }

  /** How many coins a user has mined. */
  coinsOf(user: User): number {
    return this.#coins.get(user) ?? 0;
  }

  /** How many of a user's blocks made way for another branch. */
  undoneOf(user: User): number {
    return this.#undone.get(user) ?? 0;
  }

  /** @throws Error if something that must hold does not */
  check(what: string, holds: boolean): void {
    if (!holds) throw new Error(`it is not so that ${what}`);
  }

  /**
   * Waits until something is so, and looks again whenever anything happens.
   *
   * @throws Error if it takes longer than 20 s
   */
  async until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + LIMIT_MS;
    while (!(await isSo())) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`waited in vain until ${what}`);
      await this.#nextEvent(left);
    }
  }

  /**
   * Lets nobody mine coins any more, and waits until all users agree. The first stops last: two
   * branches of equal work would stay as they are if nobody mined on.
   */
  async settle(): Promise<void> {
    const [last, ...others] = this.network.users.values();
    await Promise.all(others.map((user) => user.call('mineCoins', false)));
    await last.call('mineCoins', true);
    await this.until('all users have the same chain', () => this.isAgreed());
    await last.call('mineCoins', false);
    await this.until('all users have the same chain', () => this.isAgreed());
  }

  async mineCoins(on: boolean): Promise<void> {
    await Promise.all([...this.network.users.values()].map((user) => user.call('mineCoins', on)));
  }

  /** True if all users have the same newest block. */
  async isAgreed(): Promise<boolean> {
    const users = [...this.network.users.values()];
    const statuses = await Promise.all(users.map((user) => user.call('status')));
    return new Set(statuses.map(({ tip }) => tip)).size === 1;
  }

  #hear(user: User, event: UserEvent, program: Program): void {
    if (event.event === 'coin') this.#coins.set(user, this.coinsOf(user) + 1);
    if (event.event === 'reorganised') this.#undone.set(user, this.undoneOf(user) + event.undone);
    if (event.event === 'error') {
      process.stderr.write(`${user.options.name}'s server went wrong: ${program.explain(event)}\n`);
    }
    for (const look of this.#watchers) look();
  }

  #nextEvent(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve();
      };
      const timer = setTimeout(look, limitMs);
      this.#watchers.add(look);
    });
  }
}
