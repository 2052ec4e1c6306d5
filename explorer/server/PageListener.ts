import type { ServerResponse } from 'node:http';
import type { Updates } from '../channel/Updates';
import type { Picture } from '../observer/Picture';

/** The most blocks or messages in one event. */
const BATCH = 500;

/** The least time between two events about users, in milliseconds. */
const USERS_EVERY_MS = 250;

/** The same if only `heardAt` has changed. */
const HEARD_EVERY_MS = 1000;

/** How long a browser waits before it reconnects, in milliseconds. */
const RETRY_MS = 1000;

/**
 * One page that listens to the stream. It costs little memory: we keep only how much of each list
 * was sent. The next event is made when the page has taken the last one. A page that takes nothing
 * for some time is cut off. When it reconnects, it gets everything again.
 */
export class PageListener {
  #picture: Picture | undefined;
  #blocks = 0;
  #messages = 0;
  #usersVersion = 0;
  #heardVersion = 0;
  #usersAt = -Infinity;
  #stalled: NodeJS.Timeout | undefined;
  #later: NodeJS.Timeout | undefined;

  /**
   * @param response to a request for the stream, with its head already written
   * @param picture returns what there is to show now
   * @param stallMs how long the page may take nothing, in milliseconds
   */
  constructor(
    private readonly response: ServerResponse,
    private readonly picture: () => Picture | undefined,
    private readonly stallMs: number,
  ) {
    response.on('drain', () => {
      clearTimeout(this.#stalled);
      this.#stalled = undefined;
      this.send();
    });
    response.once('close', () => {
      clearTimeout(this.#stalled);
      clearTimeout(this.#later);
    });
    this.#write(`retry: ${RETRY_MS}\n\n`);
    this.send();
  }

  /** Sends what is new to the page, until it takes no more. */
  send(): void {
    for (;;) {
      if (this.#stalled !== undefined || this.response.destroyed) return;
      const next = this.#nextEvent();
      if (next === undefined) return;
      this.#write(next);
    }
  }

  /** Sends an empty comment, because a proxy may close a connection that is silent. */
  beat(): void {
    if (this.#stalled === undefined) this.#write(':\n\n');
  }

  #write(text: string): void {
    if (this.response.destroyed || this.response.write(text)) return;
    this.#stalled ??= setTimeout(() => this.response.destroy(), this.stallMs);
  }

  #nextEvent(): string | undefined {
    const picture = this.picture();
    if (picture === undefined) return undefined;
    if (picture !== this.#picture) {
      this.#picture = picture;
      this.#blocks = this.#messages = this.#usersVersion = this.#heardVersion = 0;
      this.#usersAt = -Infinity;
      return eventOf('network', picture.network);
    }
    const { tree, messages, messagesDropped, users } = picture;
    if (this.#blocks < tree.blocks.length) {
      const batch = tree.blocks.slice(this.#blocks, this.#blocks + BATCH);
      this.#blocks += batch.length;
      return eventOf(
        'blocks',
        batch.map(({ block, code }) => ({ block, code })),
      );
    }
    if (this.#areUsersDue(picture)) {
      this.#usersVersion = picture.usersVersion;
      this.#heardVersion = picture.heardVersion;
      this.#usersAt = performance.now();
      return eventOf('users', [...users.values()]);
    }
    const first = Math.max(0, this.#messages - messagesDropped);
    if (first < messages.length) {
      const batch = messages.slice(first, first + BATCH);
      this.#messages = messagesDropped + first + batch.length;
      return eventOf('messages', batch);
    }
    return undefined;
  }

  /** True if it is time to send the users. If it is too early, sends them later. */
  #areUsersDue({ usersVersion, heardVersion }: Picture): boolean {
    if (this.#heardVersion === heardVersion) return false;
    const every = this.#usersVersion === usersVersion ? HEARD_EVERY_MS : USERS_EVERY_MS;
    const waitMs = this.#usersAt + every - performance.now();
    if (waitMs <= 0) return true;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.send(), waitMs);
    return false;
  }
}

/** An event of the stream. Its data is one line, because JSON contains no line break. */
function eventOf<Name extends keyof Updates>(name: Name, data: Updates[Name]): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
