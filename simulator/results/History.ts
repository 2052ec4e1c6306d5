import { createHash } from 'node:crypto';

/** How much text the digest takes at once. */
const PIECE = 64 * 1024;

/**
 * Everything that happens in a simulation, one line each. The history has a digest: two runs with
 * the same digest are the same, byte for byte.
 */
export class History {
  readonly #hash = createHash('sha256');
  #text = '';

  /** @param write receives the text of the history, piece by piece */
  constructor(private readonly write?: (text: string) => void) {}

  /** @param time in whole microseconds from the start */
  add(time: number, line: string): void {
    this.#text += `${time} ${line}\n`;
    if (this.#text.length > PIECE) this.#flush();
  }

  /** Returns the SHA-256 of all lines. Nothing can be added later. */
  digest(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  #flush(): void {
    this.#hash.update(this.#text);
    this.write?.(this.#text);
    this.#text = '';
  }
}
