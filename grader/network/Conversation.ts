/** Something said by one user to another, with what was answered. */
export interface Message {
  /** Milliseconds since 1970. */
  at: number;
  from: string;
  to: string;
  request: string;
  /** Undefined while there is no answer. */
  reply?: string;
}

/** Something that happened to one user. */
export interface Note {
  at: number;
  who: string;
  what: string;
}

/** The most that is kept: what is older interests nobody. */
const MOST = 2000;

/** Messages that everybody sends all the time, and answers that tell nothing. */
const IDLE = /^(getStatus|getPeers|hello)$/;
const WELL = /^(height \d+|(no|\d+) peers?)$/;

/** Who said what to whom in a rung, as far as one was told. */
export class Conversation {
  readonly #entries: (Message | Note)[] = [];

  /** Adds something that was said; its `reply` may be filled in later. */
  add<Entry extends Message | Note>(entry: Entry): Entry {
    this.#entries.push(entry);
    if (this.#entries.length > MOST) this.#entries.splice(0, MOST / 2);
    return entry;
  }

  /** All messages that are as wished. */
  messages(isWanted: (message: Message) => boolean): Message[] {
    return this.#entries.filter((entry): entry is Message => 'from' in entry && isWanted(entry));
  }

  /** All notes that are as wished. */
  notes(isWanted: (note: Note) => boolean): Note[] {
    return this.#entries.filter((entry): entry is Note => 'who' in entry && isWanted(entry));
  }

  /** The last of it, oldest first: what tells something, or if nothing does, whatever there is. */
  last(count: number): (Message | Note)[] {
    const telling = this.#entries.filter((entry) => !('from' in entry) || !isIdle(entry));
    const chosen = telling.some((entry) => 'from' in entry) ? telling : this.#entries;
    return chosen.toSorted((a, b) => a.at - b.at).slice(-count);
  }
}

function isIdle({ request, reply }: Message): boolean {
  return IDLE.test(request) && (reply === undefined || WELL.test(reply));
}
