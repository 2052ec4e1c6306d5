import type { Endpoint } from '../../../solution/supplied/types';

/** Attacks a user until the signal is aborted. */
export type Run = (to: Endpoint, signal: AbortSignal) => Promise<void>;

export interface StrangerAttack {
  /** What the stranger does, in words. */
  name: string;
  run: Run;
}
