import type { Request } from '../../../../solution/supplied/wire/messages';
import type { Peer } from '../../../../solution/supplied/types';

/** One move in a row of calls of `broadcast` in one program. Lists and calls have names. */
export type CallsMove =
  /** Begins a call, and does not wait for it. */
  | { begin: string; list: string; message: Request; self: string; timeoutMs: number }
  /** Waits for a call. */
  | { end: string }
  /** The caller adds a peer to a list, or removes the first peer. */
  | { add: Peer; to: string }
  | { shift: string }
  /** The caller changes the result of a call, which has ended. */
  | { spoil: string };

/** Calls of `broadcast` in one program, and the lists of peers that they use. */
export interface CallsData {
  lists: Record<string, Peer[]>;
  moves: readonly CallsMove[];
  /** How long to wait for a call, in milliseconds. */
  waitMs: number;
}
