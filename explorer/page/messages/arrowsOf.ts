import type { Address } from '../../../solution/supplied/types';
import type { SeenMessage } from '../../channel/Updates';

/** A message, with the start of its arrow. */
export interface Arrow {
  message: SeenMessage;
  /** The estimated time when the message was sent, in milliseconds since 1970. See `arrowsOf`. */
  leftAt: number;
  /** True for the first arrow of an announcement. */
  isFirst: boolean;
}

/** How long a message about the same subject belongs to the same announcement, in milliseconds. */
const ANNOUNCING_MS = 5000;

/** The maximum number of arrows in the diagram. */
const MAX_ARROWS = 300;

/**
 * Returns the arrows that end between two times. Users report when they answered a message, but not
 * when the message was sent. A user announces a block to all other users at the same time.
 * Therefore all arrows of an announcement start at the same point. This point is shortly before the
 * first answer, because each arrow must lean to the right.
 *
 * @param messages oldest first
 * @param lean the time from the start of the arrows to the first answer, in milliseconds
 */
export function arrowsOf(
  messages: readonly SeenMessage[],
  from: number,
  to: number,
  lean: number,
): Arrow[] {
  const firstAnswers = new Map<string, number>();
  const arrows: Arrow[] = [];
  for (let i = firstSince(messages, from); i < messages.length && messages[i].at <= to; i++) {
    const message = messages[i];
    const key = announcement(message.from, message.subject);
    const before = firstAnswers.get(key);
    // A seller sends a payment again after some time. The repeated message is a new announcement.
    const isFirst = before === undefined || message.at - before > ANNOUNCING_MS;
    const first = isFirst ? message.at : before;
    firstAnswers.set(key, first);
    arrows.push({ message, leftAt: first - lean, isFirst });
  }
  return arrows.slice(-MAX_ARROWS);
}

const announcement = (from: Address | null, subject: string): string => `${from} ${subject}`;

/** Returns the index of the first message that is not older than `from`, by binary search. */
function firstSince(messages: readonly SeenMessage[], from: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (messages[middle].at < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
