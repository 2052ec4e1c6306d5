import type { User } from '../../User';
import type { ExplorerProcess } from './ExplorerProcess';
import { Network } from './Network';
import { printError } from './printError';
import { errorLike } from './Program';
import type { Program } from './Program';
import { styled, wrap } from './render';
import type { UserEvent } from '../user/UserEvent';

/** How long the demo waits for one condition, in seconds. The wait is usually much shorter. */
const LIMIT_S = 20;

/** The options of the demo's users that differ from the defaults. The intervals are shorter. */
const OPTIONS = { restMs: 400, gossipMs: 400 };

/**
 * The parts that all chapters of the demo share: a network, counts of its events, printing and
 * waiting.
 */
export class DemoStage {
  readonly network: Network;
  /** Resolves to the exit code if an error ends a user. */
  readonly failed: Promise<number>;
  readonly #coins = new Map<User, number>();
  readonly #undone = new Map<User, number>();
  readonly #listeners = new Set<() => void>();
  #eventCount = 0;

  constructor(program: Program, explorer?: ExplorerProcess) {
    let fail: (code: number) => void = () => {};
    this.failed = new Promise((resolve) => {
      fail = resolve;
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
        printError(`${user.options.name} has stopped: ${why}`);
        fail(1);
      },
    );
  }

  say(...lines: string[]): void {
    for (const line of lines) process.stdout.write(`${wrap(line)}\n`);
  }

  title(text: string): void {
    this.say('', styled('bold', text));
  }

  /** How many coins a user has mined. */
  coinsOf(user: User): number {
    return this.#coins.get(user) ?? 0;
  }

  /** How many blocks a user has undone in all changes to another branch. */
  undoneOf(user: User): number {
    return this.#undone.get(user) ?? 0;
  }

  /** @throws Error if `isSo` is false */
  check(expected: string, isSo: boolean): void {
    if (!isSo) throw new Error(`this was expected, but it is false: ${expected}`);
  }

  /**
   * Waits until `isSo` returns true. Calls `isSo` now, and again after each event.
   *
   * @throws Error if the wait takes longer than 20 s
   */
  async until(expected: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + LIMIT_S * 1000;
    for (;;) {
      const seen = this.#eventCount;
      if (await isSo()) return;
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`this did not happen within ${LIMIT_S} s: ${expected}`);
      // If an event came during the check, `isSo` is called again immediately.
      if (this.#eventCount === seen) await this.#nextEvent(left);
    }
  }

  /**
   * Stops the mining of coins, and waits until all users have the same chain. The first user stops
   * last, because its next block decides between branches with equal work.
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
      const why = program.explain(event);
      printError(`${user.options.name}'s server had an error: ${why}`);
    }
    this.#eventCount++;
    for (const listener of this.#listeners) listener();
  }

  #nextEvent(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.#listeners.delete(stop);
        resolve();
      };
      const timer = setTimeout(stop, limitMs);
      this.#listeners.add(stop);
    });
  }
}
