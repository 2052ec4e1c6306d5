import type { Address } from '../../solution/supplied/types';
import { parseHeard } from '../../solution/supplied/wire/Heard';
import type { SeenMessage } from '../channel/Updates';

/**
 * Reads the messages that one user reports. Returns each message only one time, although several
 * reports can contain the message.
 */
export class HeardReader {
  /** The highest message number so far. The next report starts after this number. */
  newest = 0;
  #readAt = 0;

  constructor(private readonly user: Address) {}

  /**
   * Returns the new messages of a report. The user received these messages after the previous
   * report. Earlier times and times in the future are corrected, because the user's clock can be
   * wrong.
   *
   * @param report any value from outside; undefined if the user reports no messages
   * @param now our clock, in milliseconds since 1970
   */
  read(report: unknown, now: number): SeenMessage[] {
    const since = this.#readAt;
    this.#readAt = now;
    const fresh = parseHeard(report).filter(({ number }) => {
      const isNew = number > this.newest;
      if (isNew) this.newest = number;
      return isNew;
    });
    return fresh.map(({ number, type, subject, height, from, at, answer }) => ({
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
