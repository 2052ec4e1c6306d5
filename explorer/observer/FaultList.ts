import type { Guide, SeenFault } from '../channel/Fault';

/** A fault before the course has said where it is repaired. */
export type FoundFault = Omit<SeenFault, 'remedies'>;

/** The faults that the observer sees now. Each part of the observer reports its own faults. */
export class FaultList {
  all: readonly SeenFault[] = [];
  /** Grows with each change. */
  version = 0;
  readonly #bySource = new Map<string, readonly FoundFault[]>();

  /** @param guide the remedies of each cause; without it, faults have no remedies */
  constructor(
    private readonly guide: Guide | undefined,
    private readonly onChange: () => void,
  ) {}

  /** Replaces the faults that one part of the observer has reported. */
  report(source: string, found: readonly FoundFault[]): void {
    const before = JSON.stringify(this.#bySource.get(source) ?? []);
    if (JSON.stringify(found) === before) return;
    this.#bySource.set(source, found);
    this.all = [...this.#bySource.values()].flat().map((fault) => ({
      ...fault,
      remedies: fault.cause === 'other-network' ? [] : (this.guide?.[fault.cause] ?? []),
    }));
    this.version++;
    this.onChange();
  }
}
