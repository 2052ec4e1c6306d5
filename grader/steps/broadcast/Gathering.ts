import { afterRunning } from '../../harness/parent/sandbox/afterRunning';
import { answersTextAfter } from './FakePeer';
import type { PeerBehaviour } from './FakePeer';

/** Peers of whom none answers before all have heard, or before a wait is over. */
export class Gathering {
  readonly behaviour: PeerBehaviour = answersTextAfter('{"type":"ok"}', () => this.#hear());
  #heard = 0;
  #end: (heard: number) => void = () => undefined;
  readonly #ended = new Promise<number>((resolve) => (this.#end = resolve));
  #stopWait: () => void = () => undefined;

  /** @param waitMs returns the longest wait after the first message, in milliseconds */
  constructor(
    private readonly size: number,
    private readonly waitMs: () => number,
  ) {}

  /**
   * Resolves to how many had heard when the first one answered. If some have not heard, waits again:
   * a file that does not wait for the answers has perhaps sent nothing yet.
   */
  heard(): Promise<number> {
    if (this.#heard < this.size) this.#wait();
    return this.#ended;
  }

  #hear(): Promise<number> {
    this.#heard++;
    if (this.#heard === 1) this.#wait();
    if (this.#heard === this.size) {
      this.#stopWait();
      this.#end(this.size);
    }
    return this.#ended;
  }

  #wait(): void {
    this.#stopWait();
    this.#stopWait = afterRunning(this.waitMs(), () => this.#end(this.#heard));
  }
}
