import type { Endpoint } from '../../../solution/supplied/types';
import { Observer } from '../../observer/Observer';
import type { ObserverOptions } from '../../observer/ObserverOptions';
import type { Picture } from '../../observer/Picture';
import type { TreeBlock } from '../../observer/TreeBlock';
import type { SeenUser } from '../../updates';

/** How long anything may take before a test gives up, in milliseconds: far longer than it does. */
const LIMIT_MS = 15_000;

/** An observer in a hurry, with a way to wait for what it sees. */
export class Watching {
  readonly observer: Observer;
  readonly errors: unknown[] = [];
  readonly #watchers = new Set<() => void>();

  constructor(begin: readonly Endpoint[], options: Partial<ObserverOptions> = {}) {
    this.observer = new Observer(
      { begin, paceMs: 30, shareMs: 0, timeoutMs: 400, maxPauseMs: 400, ...options },
      () => {
        for (const look of this.#watchers) look();
      },
      (error) => this.errors.push(error),
    );
    this.observer.start();
  }

  get picture(): Picture {
    const { picture } = this.observer;
    if (picture === undefined) throw new Error('no network is seen');
    return picture;
  }

  get users(): SeenUser[] {
    return [...(this.observer.picture?.users.values() ?? [])];
  }

  /** The users who are there, by name. */
  get here(): string[] {
    return this.users.flatMap(({ name, here }) => (here ? [name] : [])).sort();
  }

  get blocks(): readonly TreeBlock[] {
    return this.observer.picture?.tree.blocks ?? [];
  }

  user(name: string): SeenUser | undefined {
    return this.users.find((user) => user.name === name);
  }

  /** Waits until something is so; looks again whenever anything new is seen. */
  async until(isSo: () => boolean): Promise<void> {
    const deadline = performance.now() + LIMIT_MS;
    while (!isSo()) {
      if (performance.now() > deadline) {
        const seen = JSON.stringify({ users: this.users, blocks: this.blocks.length });
        throw new Error(`waited in vain until ${isSo.toString()}\n${seen}\n${this.errors.join()}`);
      }
      await new Promise<void>((resolve) => {
        const look = (): void => {
          clearTimeout(timer);
          this.#watchers.delete(look);
          resolve();
        };
        const timer = setTimeout(look, 50);
        this.#watchers.add(look);
      });
    }
  }

  async stop(): Promise<void> {
    await this.observer.stop();
  }
}
