import type { Address } from '../../solution/supplied/types';
import { printable } from '../../solution/supplied/wire/printable';
import { distinctNames } from '../channel/distinctNames';
import type { SeenFault } from '../channel/Fault';
import { sayEvent } from '../channel/sayEvent';
import { sayFault, sayRemedies } from '../channel/sayFault';
import type { Observer } from '../observer/Observer';
import type { Picture } from '../observer/Picture';

/** How long to collect faults before they are printed, in milliseconds. */
const COLLECT_MS = 1000;

/** The maximum number of faults that are printed. A liar can cause any number of them. */
const MAX_TOLD = 100;

/** The maximum length of a name. */
const NAME_LENGTH = 48;

/** Prints each fault that an observer sees, once, and each split of the network. */
export class FaultTeller {
  readonly #told = new Set<string>();
  #picture: Picture | undefined;
  /** The number of the newest event of this picture that was read. */
  #newest = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param print gets one line of text, without a line break */
  constructor(
    private readonly observer: () => Observer,
    private readonly print: (line: string) => void,
  ) {}

  /** Must be called after each change of what the observer sees. */
  changed(): void {
    this.#tellSplits();
    if (this.observer().faults.all.every(({ id }) => this.#told.has(id))) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const fault of this.observer().faults.all) this.#tell(fault);
    }, COLLECT_MS);
  }

  #tellSplits(): void {
    const { picture } = this.observer();
    if (picture !== this.#picture) this.#newest = 0;
    this.#picture = picture;
    for (const event of picture?.events.items ?? []) {
      if (event.number <= this.#newest) continue;
      this.#newest = event.number;
      if (event.kind !== 'split' && event.kind !== 'healed') continue;
      this.print(sayEvent(event, (user) => this.#nameOf(user)));
    }
  }

  #nameOf(user: Address): string {
    const users = this.observer().picture?.users.values() ?? [];
    return printable(distinctNames(users).get(user) ?? user, NAME_LENGTH);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tell(fault: SeenFault): void {
    if (this.#told.has(fault.id) || this.#told.size >= MAX_TOLD) return;
    this.#told.add(fault.id);
    const { what, why } = sayFault(fault, (user) => this.#nameOf(user));
    const remedy = fault.remedies.at(0);
    const sentence = remedy?.sentence;
    this.print(`${what}${why} ${sayRemedies(fault.remedies)}`.trim());
    if (remedy !== undefined && sentence !== undefined && sentence !== null) {
      this.print(`  ${remedy.handout}, sentence ${sentence.number}: ${sentence.text}`);
    }
  }
}
