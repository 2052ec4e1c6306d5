import type * as SignalsStep from '../../../../solution/signals';
import { createSignals, HASHES, JOB, NO_JOB } from '../../../../solution/supplied/user/signalCells';
import type { Signals } from '../../../../solution/supplied/user/signalCells';
import type { Access } from '../../support/channel/Access';

/** The action of another thread during a call. The action is one atomic operation. */
export type OtherThread = { does: 'count' | 'claim' | 'post'; number: number } | { does: 'take' };

/** A call of the submission, the cells before the call, and the action of another thread. */
export interface SignalsCall {
  cells: readonly number[];
  call: { name: keyof typeof SignalsStep; number?: number };
  other?: OtherThread;
}

/** The other thread acts just before this access of the call, from 1 on, or after the call. */
export type Moment = number | 'afterwards';

/** What a call did. */
export interface RecordedCall {
  accesses: Access[];
  returned: unknown;
}

/**
 * The maximum number of moments during a call. A correct call makes one access. A correct call that
 * tries again makes a few.
 */
export const MOST_MOMENTS = 8;

/**
 * Plays a call once for each moment at which the other thread can act. Also returns the play that
 * ended before its moment.
 *
 * @param play plays the call, and returns what it did
 */
export function playEachMoment<Played extends { accesses: unknown[] }>(
  play: (moment: Moment) => Played,
): Played[] {
  const played: Played[] = [];
  for (let moment = 1; moment <= MOST_MOMENTS; moment++) {
    const one = play(moment);
    played.push(one);
    if (one.accesses.length < moment) break;
  }
  return [...played, play('afterwards')];
}

/** Returns new shared memory with these values in its cells. */
export function signalsWith(cells: readonly number[]): Signals {
  const signals = createSignals();
  signals.set(cells);
  return signals;
}

/** Does what the other thread does, and returns the value that the other thread gets. */
export function act(other: OtherThread, signals: Signals): unknown {
  switch (other.does) {
    case 'count':
      return Atomics.add(signals, HASHES, other.number);
    case 'take':
      return Atomics.exchange(signals, HASHES, 0);
    case 'claim':
      return Atomics.compareExchange(signals, JOB, other.number, NO_JOB) === other.number;
    case 'post':
      return Atomics.store(signals, JOB, other.number);
  }
}
