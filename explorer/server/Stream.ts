import type { ServerResponse } from 'node:http';
import type { Picture } from '../observer/Picture';
import { Reader } from './Reader';

/** The most pages that listen at once. */
const MAX_READERS = 32;

/** How long to collect changes before they are told, in milliseconds. */
const COLLECT_MS = 50;

/** How often a stream shows that it is alive, in milliseconds. */
const BEAT_MS = 10_000;

/** How long a reader may take nothing before it is cut off, in milliseconds. */
const STALL_MS = 15_000;

/** Tells all pages that listen what there is to see. */
export class Stream {
  readonly #readers = new Set<Reader>();
  #collecting: NodeJS.Timeout | undefined;
  readonly #beat: NodeJS.Timeout;

  /** @param picture what there is to see now */
  constructor(
    private readonly picture: () => Picture | undefined,
    private readonly stallMs = STALL_MS,
    beatMs = BEAT_MS,
  ) {
    this.#beat = setInterval(() => {
      for (const reader of this.#readers) reader.beat();
    }, beatMs);
  }

  /** How many pages listen. */
  get size(): number {
    return this.#readers.size;
  }

  get isFull(): boolean {
    return this.#readers.size >= MAX_READERS;
  }

  /** Begins to tell a page, from the beginning. */
  add(response: ServerResponse): void {
    const reader = new Reader(response, this.picture, this.stallMs);
    this.#readers.add(reader);
    response.once('close', () => this.#readers.delete(reader));
  }

  /** Something has changed. */
  changed(): void {
    this.#collecting ??= setTimeout(() => {
      this.#collecting = undefined;
      for (const reader of this.#readers) reader.tell();
    }, COLLECT_MS);
  }

  close(): void {
    clearInterval(this.#beat);
    clearTimeout(this.#collecting);
  }
}
