import { printable } from '../../solution/supplied/wire/printable';
import type { SeenFault } from '../channel/Fault';
import { sayFault, sayRemedies } from '../channel/sayFault';
import type { Observer } from '../observer/Observer';

/** How long to collect faults before they are printed, in milliseconds. */
const COLLECT_MS = 1000;

/** The maximum number of faults that are printed. A liar can cause any number of them. */
const MAX_TOLD = 100;

/** The maximum length of a name. */
const NAME_LENGTH = 32;

/** Prints each fault that an observer sees, once. */
export class FaultTeller {
  readonly #told = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  /** @param print gets one line of text, without a line break */
  constructor(
    private readonly observer: () => Observer,
    private readonly print: (line: string) => void,
  ) {}

  /** Must be called after each change of what the observer sees. */
  changed(): void {
    if (this.observer().faults.all.every(({ id }) => this.#told.has(id))) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const fault of this.observer().faults.all) this.#tell(fault);
    }, COLLECT_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tell(fault: SeenFault): void {
    if (this.#told.has(fault.id) || this.#told.size >= MAX_TOLD) return;
    this.#told.add(fault.id);
    const { users } = this.observer().picture ?? {};
    const { what, why } = sayFault(fault, (address) =>
      printable(users?.get(address)?.name ?? address, NAME_LENGTH),
    );
    const remedy = fault.remedies.at(0);
    const sentence = remedy?.sentence;
    this.print(`${what}${why} ${sayRemedies(fault.remedies)}`.trim());
    if (remedy !== undefined && sentence !== undefined && sentence !== null) {
      this.print(`  ${remedy.handout}, sentence ${sentence.number}: ${sentence.text}`);
    }
  }
}
