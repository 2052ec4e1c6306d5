import type { Endpoint } from '../../solution/supplied/types';
import type { Guide } from '../channel/Fault';

/** Where an observer looks, and how often. Tests shorten the intervals. */
export interface ObserverOptions {
  /** Where to look for a network. The first endpoint that answers decides the network. */
  begin: readonly Endpoint[];
  /** The time between two polls of a user that answers, in milliseconds. */
  paceMs: number;
  /**
   * A time in milliseconds. The time between two polls of a user is at least this time multiplied
   * by the number of watched users. For example, with 100 ms, each of 20 users is polled every 2 s.
   * Therefore a large network gets the same load as a small network. For a user that has mined, only
   * the users that have mined count.
   */
  shareMs: number;
  /** The maximum time for one answer, in milliseconds. */
  timeoutMs: number;
  /** Where the course repairs each fault. Without it, faults have no remedies. */
  guide?: Guide;
  /** The maximum pause between two polls of a user that does not answer, in milliseconds. */
  maxPauseMs: number;
}

/** The usual options of an observer. */
export const DEFAULT_OBSERVER_OPTIONS: Omit<ObserverOptions, 'begin'> = {
  paceMs: 500,
  shareMs: 100,
  timeoutMs: 2000,
  maxPauseMs: 10_000,
};
