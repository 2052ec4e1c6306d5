import type { Address } from '../../../solution/supplied/types';
import type { SeenMessage } from '../../channel/Updates';

/** A message, with the start of its arrow. */
export interface Arrow {
  message: SeenMessage;
  /** Where the arrow starts, in milliseconds since 1970. `arrowsOf` explains this estimate. */
  leftAt: number;
  /** True for the first arrow of an announcement. */
  isFirst: boolean;
}

/** The same subject after this time is a new announcement, in milliseconds. */
const ANNOUNCING_MS = 5000;

/** The most arrows drawn at once. */
const MAX_ARROWS = 300;

/**
 * Returns the arrows that end between two times. Users report when they answered a message, not
 * when it was sent. A user announces a block to all others at once, so these arrows start together:
 * a little before the first answer, because an arrow must lean to the right.
 *
 * @param messages oldest first
 * @param lean how much before the first answer, in milliseconds
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
    // A seller sends a payment again after some time. That is a new announcement.
    const isFirst = before === undefined || message.at - before > ANNOUNCING_MS;
    const first = isFirst ? message.at : before;
    firstAnswers.set(key, first);
    arrows.push({ message, leftAt: first - lean, isFirst });
  }
  return arrows.slice(-MAX_ARROWS);
}

const announcement = (from: Address | null, subject: string): string => `${from} ${subject}`;

/** The index of the first message at or after a time, by binary search. */
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
