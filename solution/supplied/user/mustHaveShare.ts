import { isObject } from '../chain/checkShape';
import { MAX_PENDING } from '../constants';
import { Refusal } from '../Refusal';
import type { Transaction } from '../types';

/** The maximum number of payments of one sender that wait to be minted. */
const MOST_OF_SENDER = MAX_PENDING / 10;

/**
 * No sender can fill the queue of payments alone.
 *
 * @throws Refusal `busy` if too many payments of the same sender wait
 */
export function mustHaveShare(transaction: unknown, pending: readonly Transaction[]): void {
  if (!isObject(transaction) || pending.length < MOST_OF_SENDER) return;
  const { id, from } = transaction;
  const waiting = pending.filter((payment) => payment.from === from);
  // A payment that waits already is sent again.
  if (waiting.length < MOST_OF_SENDER || waiting.some((payment) => payment.id === id)) return;
  throw new Refusal('busy', 'too many payments of this sender wait');
}
