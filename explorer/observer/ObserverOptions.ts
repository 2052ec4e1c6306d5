import type { Endpoint } from '../../solution/supplied/types';

/** How an observer goes about it. Every interval is a parameter, so that tests need not wait. */
export interface ObserverOptions {
  /** Where to begin looking, in order of preference. */
  begin: readonly Endpoint[];
  /** How long between two looks at a user who answers, in milliseconds. */
  paceMs: number;
  /**
   * Of many users, each is asked less often: after so many milliseconds for every one of them, so that
   * watching costs a network of any size the same. A new block is seen with the first who has it.
   */
  shareMs: number;
  /** How long one answer may take, in milliseconds. */
  timeoutMs: number;
  /** The longest pause before a silent user, or one who answers nonsense, is asked again. */
  maxPauseMs: number;
}

/** How an observer goes about it unless told otherwise. */
export const DEFAULT_OBSERVER_OPTIONS: Omit<ObserverOptions, 'begin'> = {
  paceMs: 500,
  shareMs: 100,
  timeoutMs: 2000,
  maxPauseMs: 10_000,
};
