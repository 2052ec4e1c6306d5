import type { Way } from './CallJudge';

/** A row of calls: what each peer does in each call, and the moves of the caller. */
export interface Row {
  /** For each call, what each peer does. */
  ways: readonly (readonly Way[])[];
  /** For each call, the order in which the peers answer. */
  turns: readonly (readonly number[])[];
  /** The number of the peer that is the sender itself. No peer, if it is -1. */
  self: number;
  /** True if the calls wait at the same time. */
  isAtOnce: boolean;
  /** True if the caller changes its list while a call waits, and its results afterwards. */
  changes: boolean;
  /** True if two peers have one address, because a user has moved. */
  hasMoved: boolean;
}

/** Returns rows with one thing less, first those with a call less. */
export function simplerRows(row: Row): Row[] {
  const { ways, turns, self, isAtOnce, changes, hasMoved } = row;
  const inOrder = turns[0].toSorted((one, other) => one - other);
  return [
    ...(ways.length < 2 ? [] : [...ways.keys()]).map((call) => ({
      ...row,
      ways: ways.toSpliced(call, 1),
      turns: turns.toSpliced(call, 1),
    })),
    ...(isAtOnce ? [{ ...row, isAtOnce: false }] : []),
    ...(changes ? [{ ...row, changes: false }] : []),
    ...(hasMoved ? [{ ...row, hasMoved: false }] : []),
    ...(self < 0 ? [] : [{ ...row, self: -1 }]),
    ...ways.flatMap((each, call) =>
      each.flatMap((way, peer) =>
        way === 'ok' ? [] : [{ ...row, ways: ways.with(call, each.with(peer, 'ok')) }],
      ),
    ),
    ...turns
      .slice(0, ways.length)
      .flatMap((each, call) =>
        each.join() === inOrder.join() ? [] : [{ ...row, turns: turns.with(call, inOrder) }],
      ),
  ];
}
