import { hash } from 'node:crypto';

/** A message on its way: its JSON text, and the value that its receivers get. */
export interface Letter {
  /** The length of the text in UTF-8. */
  bytes: number;
  /** The value of its field `type`. */
  type: string;
  /** The first digits of the text's SHA-256, for the history. */
  digest: string;
  /** The parsed text, frozen: all receivers share it. */
  value: unknown;
}

/** The maximum length of all texts that are kept. */
const MOST_KEPT = 16 * 1024 * 1024;

/** Writes messages as JSON. The same text, sent to many users, is parsed only once. */
export class Letters {
  readonly #kept = new Map<string, Letter>();
  #length = 0;

  write(message: object): Letter {
    const text = JSON.stringify(message);
    const known = this.#kept.get(text);
    if (known !== undefined) return known;
    const value = freeze(JSON.parse(text) as { type: string });
    const digest = hash('sha256', text).slice(0, 16);
    const letter = { bytes: Buffer.byteLength(text), type: String(value.type), digest, value };
    this.#kept.set(text, letter);
    this.#length += text.length;
    for (const [oldest] of this.#kept) {
      if (this.#length <= MOST_KEPT) break;
      this.#kept.delete(oldest);
      this.#length -= oldest.length;
    }
    return letter;
  }
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  }
  return value;
}
