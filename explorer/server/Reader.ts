import type { ServerResponse } from 'node:http';
import type { Picture } from '../observer/Picture';
import type { Updates } from '../updates';

/** How many blocks or messages go into one event. */
const BATCH = 500;

/** The least time between two events about users, in milliseconds. */
const USERS_EVERY_MS = 250;

/** The same if nothing is new but that they were heard again. */
const HEARD_EVERY_MS = 1000;

/** A browser that asks again after that many milliseconds when a stream ends. */
const RETRY_MS = 1000;

/**
 * One page that listens. All that is kept for it is how far it has come: what follows is made when
 * it has taken what it was sent before. One that takes nothing for a while is cut off; when it asks
 * again, it is told everything anew.
 */
export class Reader {
  #picture: Picture | undefined;
  #blocks = 0;
  #messages = 0;
  #usersVersion = 0;
  #heardVersion = 0;
  #usersAt = -Infinity;
  #stalled: NodeJS.Timeout | undefined;
  #later: NodeJS.Timeout | undefined;

  /**
   * @param response to a request for a stream, its head written
   * @param picture what there is to see now
   * @param stallMs how long it may take nothing, in milliseconds
   */
  constructor(
    private readonly response: ServerResponse,
    private readonly picture: () => Picture | undefined,
    private readonly stallMs: number,
  ) {
    response.on('drain', () => {
      clearTimeout(this.#stalled);
      this.#stalled = undefined;
      this.tell();
    });
    response.once('close', () => {
      clearTimeout(this.#stalled);
      clearTimeout(this.#later);
    });
    this.#write(`retry: ${RETRY_MS}\n\n`);
    this.tell();
  }

  /** Sends whatever is new to it, as far as it takes it. */
  tell(): void {
    for (;;) {
      if (this.#stalled !== undefined || this.response.destroyed) return;
      const next = this.#next();
      if (next === undefined) return;
      this.#write(next);
    }
  }

  /** Says something that means nothing, so that nobody on the way takes the stream for dead. */
  beat(): void {
    if (this.#stalled === undefined) this.#write(':\n\n');
  }

  #write(text: string): void {
    if (this.response.destroyed || this.response.write(text)) return;
    this.#stalled ??= setTimeout(() => this.response.destroy(), this.stallMs);
  }

  #next(): string | undefined {
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

  /** True if there is something to say about users now; if it is too early, we come back. */
  #areUsersDue({ usersVersion, heardVersion }: Picture): boolean {
    if (this.#heardVersion === heardVersion) return false;
    const every = this.#usersVersion === usersVersion ? HEARD_EVERY_MS : USERS_EVERY_MS;
    const waitMs = this.#usersAt + every - performance.now();
    if (waitMs <= 0) return true;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.tell(), waitMs);
    return false;
  }
}

/** JSON has no line ends of its own, so an event's data is one line. */
function eventOf<Name extends keyof Updates>(name: Name, data: Updates[Name]): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
