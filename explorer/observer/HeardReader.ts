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
  /** True if messages before the last one of the last report are missing. */
  hasGap = false;
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
    this.hasGap = false;
    const fresh = parseHeard(report).filter(({ number }) => {
      const isNew = number > this.newest;
      if (!isNew) return false;
      if (number > this.newest + 1) this.hasGap = true;
      this.newest = number;
      return true;
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
