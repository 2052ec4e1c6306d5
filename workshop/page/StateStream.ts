import type { ServerResponse } from 'node:http';
import { EventConnection } from '../../explorer/server/EventConnection';
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
  connection: EventConnection;
  /** The state that the page has. */
  state: string;
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
    for (const { connection } of this.#pages.values()) {
      if (connection.isReady) connection.write(BEAT);
    }
  }, BEAT_MS);
  #timer: NodeJS.Timeout | undefined;
  #sentAt = -Infinity;

  /** @param state returns the current state */
  constructor(private readonly state: () => CourseState) {}

  /** Adds a page, and sends the state. */
  add(response: ServerResponse): void {
    const [oldest] = this.#pages.keys();
    if (this.#pages.size >= MOST) oldest.destroy();
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
    });
    const connection = new EventConnection(response, {
      ...{ retryMs: RETRY_MS, stallMs: STALL_MS },
      onDrain: () => this.#send(),
    });
    this.#pages.set(response, { connection, state: '' });
    response.once('close', () => this.#pages.delete(response));
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
    for (const listener of this.#pages.values()) {
      if (listener.state === state || !listener.connection.isReady) continue;
      listener.state = state;
      listener.connection.write(`event: state\ndata: ${state}\n\n`);
    }
  }
}
