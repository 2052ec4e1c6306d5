import type { ServerResponse } from 'node:http';
import type { Updates } from '../channel/Updates';
import type { FaultList } from '../observer/FaultList';
import type { Picture } from '../observer/Picture';
import type { Recent } from '../observer/Recent';
import { EventConnection } from './EventConnection';

/** The maximum number of blocks or messages in one event. */
const BATCH = 500;

/** The minimum time between two events about users, in milliseconds. */
const USERS_EVERY_MS = 250;

/** The minimum time between two events about users if only `heardAt` changed, in milliseconds. */
const HEARD_EVERY_MS = 1000;

/** How long a browser waits before it reconnects, in milliseconds. */
const RETRY_MS = 1000;

/**
 * One page that listens to the stream. A listener needs little memory, because it stores only how
 * many items of each list were sent. It makes the next event after the page has read the previous
 * event. A page that reads nothing for some time is disconnected. When the page reconnects, it gets
 * all data again.
 */
export class PageListener {
  #picture: Picture | undefined;
  #blocks = 0;
  #messages = 0;
  #events = 0;
  #splitVersion = 0;
  #usersVersion = 0;
  #endedAt: number | undefined;
  #heardVersion = 0;
  #faultsVersion = 0;
  #usersAt = -Infinity;
  readonly #connection: EventConnection;
  #later: NodeJS.Timeout | undefined;

  /**
   * @param response the response to a request for the stream. The head of the response is already
   *   written
   * @param picture returns the current picture of the network
   * @param faults the faults of the network, and of users without a network
   * @param stallMs the maximum time in which the page reads nothing, in milliseconds
   */
  constructor(
    response: ServerResponse,
    private readonly picture: () => Picture | undefined,
    private readonly faults: FaultList,
    stallMs: number,
  ) {
    response.once('close', () => clearTimeout(this.#later));
    const onDrain = (): void => this.send();
    this.#connection = new EventConnection(response, { retryMs: RETRY_MS, stallMs, onDrain });
    this.send();
  }

  /** Sends new events until the page has everything, or until the connection is full. */
  send(): void {
    for (;;) {
      if (!this.#connection.isReady) return;
      const next = this.#nextEvent();
      if (next === undefined) return;
      this.#connection.write(next);
    }
  }

  /** Sends an empty comment, because a proxy can close a silent connection. */
  beat(): void {
    if (this.#connection.isReady) this.#connection.write(':\n\n');
  }

  #nextEvent(): string | undefined {
    const picture = this.picture();
    const isNew = picture !== this.#picture;
    if (!isNew && this.#faultsVersion !== this.faults.version) {
      this.#faultsVersion = this.faults.version;
      return eventOf('faults', this.faults.all);
    }
    if (picture === undefined) return undefined;
    if (isNew) {
      this.#picture = picture;
      this.#blocks = this.#messages = this.#events = 0;
      this.#usersVersion = this.#heardVersion = 0;
      this.#splitVersion = this.#faultsVersion = 0;
      this.#usersAt = -Infinity;
      this.#endedAt = undefined;
      return eventOf('network', picture.network);
    }
    const { tree, messages, events, users, splitVersion } = picture;
    if (this.#blocks < tree.blocks.length) {
      const batch = tree.blocks.slice(this.#blocks, this.#blocks + BATCH);
      this.#blocks += batch.length;
      return eventOf(
        'blocks',
        batch.map(({ block, seenAt, code, claim }) => ({
          ...{ block, seenAt, code },
          ...(claim && { claim }),
        })),
      );
    }
    if (this.#areUsersDue(picture)) {
      this.#usersVersion = picture.usersVersion;
      this.#heardVersion = picture.heardVersion;
      this.#usersAt = performance.now();
      return eventOf('users', [...users.values()]);
    }
    if (this.#splitVersion !== splitVersion) {
      this.#splitVersion = splitVersion;
      return eventOf('split', picture.split);
    }
    if (this.#endedAt !== picture.endedAt && picture.endedAt !== undefined) {
      this.#endedAt = picture.endedAt;
      return eventOf('ended', picture.endedAt);
    }
    const newEvents = batchOf(events, this.#events);
    if (newEvents.items.length > 0) {
      this.#events = newEvents.end;
      return eventOf('events', newEvents.items);
    }
    const newMessages = batchOf(messages, this.#messages);
    if (newMessages.items.length > 0) {
      this.#messages = newMessages.end;
      return eventOf('messages', newMessages.items);
    }
    return undefined;
  }

  /**
   * Returns true if it is time to send the users. Otherwise, starts a timer that sends the users
   * later.
   */
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

/** Returns an event of the stream. The data is one line, because JSON contains no line break. */
function eventOf<Name extends keyof Updates>(name: Name, data: Updates[Name]): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Returns the next items of a list after the first `sent` items of all time, and how many items were
 * then sent.
 */
function batchOf<Item>(
  { items, dropped }: Recent<Item>,
  sent: number,
): { items: Item[]; end: number } {
  const first = Math.max(0, sent - dropped);
  const batch = items.slice(first, first + BATCH);
  return { items: batch, end: dropped + first + batch.length };
}
