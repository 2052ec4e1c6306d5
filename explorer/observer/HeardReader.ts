import type { Address } from '../../solution/supplied/types';
import { parseHeard } from '../../solution/supplied/wire/Heard';
import type { SeenMessage } from '../updates';

/** Takes over what one user reports of the messages that it heard, each message once. */
export class HeardReader {
  /** The newest number that the user has reported; its next report begins after it. */
  newest = 0;
  #readAt = 0;

  constructor(private readonly user: Address) {}

  /**
   * Reads a report. What is new in it was heard since the last one was read, so whatever a user's
   * clock says, a message's time is between the two.
   *
   * @param report whatever came from outside; undefined from a user that reports nothing
   * @param now our clock, in milliseconds since 1970
   */
  read(report: unknown, now: number): SeenMessage[] {
    const since = this.#readAt;
    this.#readAt = now;
    const news = parseHeard(report).filter(({ number }) => {
      const isNew = number > this.newest;
      if (isNew) this.newest = number;
      return isNew;
    });
    return news.map(({ number, type, subject, height, from, at, answer }) => ({
      id: `${this.user}-${number}`,
      type,
      subject,
      height,
      from,
      to: this.user,
      at: Math.min(Math.max(at, since), now),
      answer,
    }));
  }
}
