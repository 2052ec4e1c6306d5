import { isObject } from '../chain/checkShape';
import { Refusal } from '../Refusal';
import { ConnectionLost } from '../wire/ConnectionLost';
import { printable } from '../wire/printable';
import type { UserEvent } from './UserEvent';

/** The maximum number of refused messages that are reported in one second. */
const MAX_REPORTS_A_SECOND = 10;

/** Reports what happens to a user, and counts the messages that the user refused. */
export class Reporter {
  #refusals = 0;
  #second = 0;
  #reportsThisSecond = 0;

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
   * Counts a message that we refused. Reports the message, except if there are too many in this
   * second.
   */
  refused(message: unknown, { code, reason }: Refusal): void {
    this.#refusals++;
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#reportsThisSecond = 0;
    }
    if (++this.#reportsThisSecond > MAX_REPORTS_A_SECOND) return;
    const what = isObject(message) && typeof message.type === 'string' ? message.type : 'message';
    this.report({ event: 'refused', what: printable(what, 32), by: 'us', code, reason });
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
      this.report({ event: 'refused', ...subject, by: 'us', code, reason });
    } else {
      const { message, stack = message } =
        error instanceof Error ? error : new Error(String(error));
      this.report({ event: 'error', message, stack });
    }
  }
}
