import type { ServerResponse } from 'node:http';
import type { FaultList } from '../observer/FaultList';
import type { Picture } from '../observer/Picture';
import { PageListener } from './PageListener';

/** The maximum number of pages that listen at the same time. */
const MAX_LISTENERS = 32;

/** How long to collect changes before they are sent, in milliseconds. */
const COLLECT_MS = 50;

/** How often each page gets an empty comment, in milliseconds. */
const BEAT_MS = 10_000;

/** How long a page can read nothing before it is disconnected, in milliseconds. */
const STALL_MS = 15_000;

/** Sends the observer's picture and its changes to all pages that listen. */
export class UpdateStream {
  /** The listeners with their responses, the oldest first. */
  readonly #listeners = new Map<PageListener, ServerResponse>();
  #collecting: NodeJS.Timeout | undefined;
  readonly #beat: NodeJS.Timeout;

  /**
   * @param picture returns the current picture of the network
   * @param faults the faults that are visible now
   */
  constructor(
    private readonly picture: () => Picture | undefined,
    private readonly faults: FaultList,
    private readonly stallMs = STALL_MS,
  ) {
    this.#beat = setInterval(() => {
      for (const listener of this.#listeners.keys()) listener.beat();
    }, BEAT_MS);
  }

  /** How many pages listen. */
  get size(): number {
    return this.#listeners.size;
  }

  /**
   * Adds a page. The page first gets all known data. With too many pages, the oldest makes way. If
   * somebody still looks at it, its browser connects again.
   */
  add(response: ServerResponse): void {
    const [oldest] = this.#listeners.values();
    if (this.#listeners.size >= MAX_LISTENERS) oldest.destroy();
    const listener = new PageListener(response, this.picture, this.faults, this.stallMs);
    this.#listeners.set(listener, response);
    response.once('close', () => this.#listeners.delete(listener));
  }

  /** Sends the changes after a short time. New changes in this time are sent together with them. */
  sendSoon(): void {
    this.#collecting ??= setTimeout(() => {
      this.#collecting = undefined;
      for (const listener of this.#listeners.keys()) listener.send();
    }, COLLECT_MS);
  }

  /** Ends all streams. */
  close(): void {
    clearInterval(this.#beat);
    clearTimeout(this.#collecting);
    for (const response of this.#listeners.values()) response.destroy();
  }
}
