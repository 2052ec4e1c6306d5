import type { ServerResponse } from 'node:http';
import type { CourseState } from './channel/CourseState';

/** The maximum number of pages. With too many pages, the oldest makes way. */
const MOST = 32;

/** How often the state is compared, and each page gets a sign of life, in milliseconds. */
const BEAT_MS = 1000;

/** The minimum time between two states, in milliseconds. A running network changes all the time. */
const PAUSE_MS = 200;

/** How long a page can read nothing before it is disconnected, in milliseconds. */
const STALL_MS = 15_000;

/** How long a browser waits before it reconnects, in milliseconds. */
const RETRY_MS = 500;

/** A page that hears nothing for too long connects again, as after a laptop has slept. */
const BEAT = 'event: beat\ndata:\n\n';

/** A page that listens. */
interface Listener {
  /** The state that the page has. */
  state: string;
  /** Set while the page reads nothing. */
  stalled?: NodeJS.Timeout;
}

/**
 * Sends the whole state to each page: on each connection, and after each change. A page that misses
 * an event gets everything with the next one. Other programs, such as `npm run hint`, can change the
 * state too, so the state is also compared once a second.
 */
export class StateStream {
  /** The pages, the oldest first. */
  readonly #pages = new Map<ServerResponse, Listener>();
  readonly #beat = setInterval(() => {
    this.#send();
    for (const page of this.#pages.keys()) this.#write(page, BEAT);
  }, BEAT_MS);
  #timer: NodeJS.Timeout | undefined;
  #sentAt = -Infinity;

  /** @param state returns the current state */
  constructor(private readonly state: () => CourseState) {}

  /** Adds a page, and sends the state. */
  add(response: ServerResponse): void {
    const [oldest] = this.#pages.keys();
    if (this.#pages.size >= MOST) oldest.destroy();
    const listener: Listener = { state: '' };
    this.#pages.set(response, listener);
    response.on('drain', () => {
      clearTimeout(listener.stalled);
      this.#send();
    });
    response.once('close', () => {
      clearTimeout(listener.stalled);
      this.#pages.delete(response);
    });
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
    });
    this.#write(response, `retry: ${RETRY_MS}\n\n`);
    this.#send();
  }

  /** Sends the state soon. */
  sendSoon(): void {
    const waitMs = Math.max(0, this.#sentAt + PAUSE_MS - performance.now());
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#send();
    }, waitMs);
  }

  /** Ends all streams. */
  close(): void {
    clearInterval(this.#beat);
    clearTimeout(this.#timer);
    for (const page of this.#pages.keys()) page.destroy();
  }

  #send(): void {
    if (this.#pages.size === 0) return;
    this.#sentAt = performance.now();
    const state = JSON.stringify(this.state());
    for (const [page, listener] of this.#pages) {
      if (listener.state === state || page.writableNeedDrain) continue;
      listener.state = state;
      this.#write(page, `event: state\ndata: ${state}\n\n`);
    }
  }

  #write(page: ServerResponse, text: string): void {
    if (page.destroyed || page.writableNeedDrain || page.write(text)) return;
    const listener = this.#pages.get(page);
    if (listener === undefined) return;
    clearTimeout(listener.stalled);
    listener.stalled = setTimeout(() => page.destroy(), STALL_MS);
  }
}
