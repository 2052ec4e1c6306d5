/** A request of one user to another, with the reply. */
export interface Message {
  /** Milliseconds since 1970. */
  at: number;
  from: string;
  to: string;
  request: string;
  /** Undefined until the reply arrives. */
  reply?: string;
}

/** Something that happened to one user. */
export interface Note {
  at: number;
  who: string;
  what: string;
}

/** The maximum number of entries. Older entries no longer explain a failure. */
const MAX_ENTRIES = 2000;

/** Requests that users send all the time, and replies that contain no news. */
const ROUTINE_REQUEST = /^(getStatus|getPeers|hello)$/;
const ROUTINE_REPLY = /^(height \d+|(no|\d+) peers?)$/;

/** The messages of a rung, and the events of its users. */
export class Conversation {
  readonly #entries: (Message | Note)[] = [];

  /** Adds an entry and returns the entry. The caller can set the `reply` of a message later. */
  add<Entry extends Message | Note>(entry: Entry): Entry {
    this.#entries.push(entry);
    if (this.#entries.length > MAX_ENTRIES) this.#entries.splice(0, MAX_ENTRIES / 2);
    return entry;
  }

  messages(isWanted: (message: Message) => boolean): Message[] {
    return this.#entries.filter((entry): entry is Message => 'from' in entry && isWanted(entry));
  }

  notes(isWanted: (note: Note) => boolean): Note[] {
    return this.#entries.filter((entry): entry is Note => 'who' in entry && isWanted(entry));
  }

  /**
   * Returns the newest entries, sorted by time. Omits routine messages if there are other messages.
   */
  last(count: number): (Message | Note)[] {
    const news = this.#entries.filter((entry) => !('from' in entry) || !isRoutine(entry));
    const chosen = news.some((entry) => 'from' in entry) ? news : this.#entries;
    return chosen.toSorted((a, b) => a.at - b.at).slice(-count);
  }
}

function isRoutine({ request, reply }: Message): boolean {
  return ROUTINE_REQUEST.test(request) && (reply === undefined || ROUTINE_REPLY.test(reply));
}
