import type { Address } from '../../../solution/supplied/types';
import type { SeenMessage } from '../../updates';

/** A message as an arrow between two lines of the diagram. */
export interface Arrow {
  message: SeenMessage;
  /** When it left, as far as that can be known; see `arrowsOf`. */
  leftAt: number;
  /** True for the first of what its sender said at one moment. */
  isFirst: boolean;
}

/** The longest that one announcement is on its way to all, in milliseconds. */
const SENDING_MS = 5000;

/** The most arrows drawn at once. */
const MAX_ARROWS = 300;

/**
 * The arrows that end in a span of time. Users report when a message was answered, not when it was
 * sent. All that a sender says of one block leaves at one moment, so its arrows begin at one point:
 * when the first of them was answered, less a little, so that they lean the way the time flows.
 *
 * @param messages oldest first
 * @param lean how much less, in milliseconds
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
    const key = sending(message.from, message.subject);
    const before = firstAnswers.get(key);
    // A seller sends a payment again after a while: that is another sending.
    const isFirst = before === undefined || message.at - before > SENDING_MS;
    const first = isFirst ? message.at : before;
    firstAnswers.set(key, first);
    arrows.push({ message, leftAt: first - lean, isFirst });
  }
  return arrows.slice(-MAX_ARROWS);
}

const sending = (from: Address | null, subject: string): string => `${from} ${subject}`;

/** The first message at or after a time: they are in order, so halving finds it. */
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
