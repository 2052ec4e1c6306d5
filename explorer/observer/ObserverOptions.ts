import type { Endpoint } from '../../solution/supplied/types';

/** Where an observer looks, and how often. Tests shorten the intervals. */
export interface ObserverOptions {
  /** Where to look for a network, best first. */
  begin: readonly Endpoint[];
  /** How long between two polls of a user that answers, in milliseconds. */
  paceMs: number;
  /**
   * The least pace for each watched user, in milliseconds: 20 users of 100 ms are polled every 2 s.
   * The load on a large network is then the same as on a small one.
   */
  shareMs: number;
  /** How long one answer may take, in milliseconds. */
  timeoutMs: number;
  /** The longest pause between two polls of a user that fails to answer, in milliseconds. */
  maxPauseMs: number;
}

/** The usual options of an observer. */
export const DEFAULT_OBSERVER_OPTIONS: Omit<ObserverOptions, 'begin'> = {
  paceMs: 500,
  shareMs: 100,
  timeoutMs: 2000,
  maxPauseMs: 10_000,
};
