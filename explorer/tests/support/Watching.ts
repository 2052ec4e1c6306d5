import { Changes } from '../../../grader/harness/parent/Changes';
import type { Endpoint } from '../../../solution/supplied/types';
import { sayEvent } from '../../channel/sayEvent';
import { sayFault, sayRemedies } from '../../channel/sayFault';
import { Observer } from '../../observer/Observer';
import type { ObserverOptions } from '../../observer/ObserverOptions';
import type { Picture } from '../../observer/Picture';
import type { TreeBlock } from '../../observer/TreeBlock';
import type { SeenUser } from '../../channel/Updates';

/** An observer with short intervals. Tests can wait for a condition on its picture. */
export class Watching {
  readonly observer: Observer;
  readonly errors: unknown[] = [];
  readonly #changes = new Changes(() => {
    const { users, blocks, faults } = this;
    const { split } = this.observer.picture ?? {};
    const seen = JSON.stringify({ users, blocks: blocks.length, faults, split });
    return `${seen}\n${this.errors.join()}`;
  });

  constructor(begin: readonly Endpoint[], options: Partial<ObserverOptions> = {}) {
    this.observer = new Observer(
      { begin, paceMs: 30, shareMs: 0, timeoutMs: 400, maxPauseMs: 400, ...options },
      () => this.#changes.announce(),
      (error) => this.errors.push(error),
    );
    this.observer.start();
  }

  get picture(): Picture {
    const { picture } = this.observer;
    if (picture === undefined) throw new Error('the observer has found no network');
    return picture;
  }

  get users(): SeenUser[] {
    return [...(this.observer.picture?.users.values() ?? [])];
  }

  /** The names of the users who are here, sorted. */
  get here(): string[] {
    return this.users.flatMap(({ name, here }) => (here ? [name] : [])).sort();
  }

  get blocks(): readonly TreeBlock[] {
    return this.observer.picture?.tree.blocks ?? [];
  }

  /** The faults that are visible now, each as one line. */
  get faults(): string[] {
    return this.observer.faults.all.map((fault) => {
      const { what, why } = sayFault(fault, (address) => this.nameOf(address));
      return `${what}${why} ${sayRemedies(fault.remedies)}`;
    });
  }

  /** What happened in the network, each as one line, oldest first. */
  get events(): string[] {
    const items = this.observer.picture?.events.items ?? [];
    return items.map((event) => sayEvent(event, (address) => this.nameOf(address)));
  }

  nameOf(address: string): string {
    return this.observer.picture?.users.get(address)?.name ?? '?';
  }

  user(name: string): SeenUser | undefined {
    return this.users.find((user) => user.name === name);
  }

  /** Waits until `holds` returns true. */
  until(holds: () => boolean): Promise<void> {
    return this.#changes.until(String(holds), holds);
  }

  async stop(): Promise<void> {
    await this.observer.stop();
  }
}
