import { isObject } from '../chain/checkShape';
import { Refusal } from '../Refusal';
import { ConnectionLost } from '../wire/ConnectionLost';
import { printable } from '../wire/printable';
import type { UserEvent } from './UserEvent';

/**
 * The maximum number of reports in one second, for the events that others can cause as often as they
 * like.
 */
const MOST_A_SECOND = { peer: 20, peerGone: 20, refused: 10 };

type Frequent = Extract<UserEvent, { event: keyof typeof MOST_A_SECOND }>;

/** The reports of one kind of event in a second. */
interface Second {
  begun: number;
  reported: number;
  leftOut: number;
}

/** Reports what happens to a user, and counts the messages that the user refused. */
export class Reporter {
  #refusals = 0;
  readonly #seconds = new Map<string, Second>();

  /**
   * @param report receives every event
   * @param signal aborted when the user stops
   */
  constructor(
    readonly report: (event: UserEvent) => void,
    private readonly signal: AbortSignal,
  ) {}

  /** How many messages were refused. */
  get refusals(): number {
    return this.#refusals;
  }

  /**
   * Reports an event that another user has caused. If there are too many in a second, only their
   * number is reported, after the second.
   */
  frequent(event: Frequent): void {
    const kind = event.event;
    const now = performance.now();
    let second = this.#seconds.get(kind);
    if (second === undefined || (second.leftOut === 0 && now - second.begun >= 1000)) {
      second = { begun: now, reported: 0, leftOut: 0 };
      this.#seconds.set(kind, second);
    }
    if (second.reported < MOST_A_SECOND[kind]) {
      second.reported++;
      this.report(event);
    } else if (second.leftOut++ === 0) {
      setTimeout(() => {
        const count = this.#seconds.get(kind)?.leftOut ?? 0;
        this.#seconds.delete(kind);
        this.report({ event: 'more', what: kind, count });
      }, 1000).unref();
    }
  }

  /** Counts a message that we refused, and reports it. */
  refused(message: unknown, { code, reason }: Refusal): void {
    this.#refusals++;
    const what = isObject(message) && typeof message.type === 'string' ? message.type : 'message';
    this.frequent({ event: 'refused', what: printable(what, 32), by: 'us', code, reason });
  }

  /**
   * Reports an error. A Refusal is reported as `refused`, and every other error as a bug. Lost
   * connections and errors after the stop are not reported.
   *
   * @param subject the subject of the error; `own` is true if the subject is a block of our own
   *   miner
   */
  error(error: unknown, subject: { what: string; own?: true }): void {
    if (error instanceof ConnectionLost || this.signal.aborted) return;
    if (error instanceof Refusal) {
      const { code, reason } = error;
      const event = { event: 'refused', ...subject, by: 'us', code, reason } as const;
      if (subject.own) this.report(event);
      else this.frequent(event);
    } else {
      const { message, stack = message } =
        error instanceof Error ? error : new Error(String(error));
      this.report({ event: 'error', message, stack });
    }
  }
}
