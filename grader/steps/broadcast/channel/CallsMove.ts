import type { Request } from '../../../../solution/supplied/wire/messages';
import type { Peer } from '../../../../solution/supplied/types';

/** One move in a row of calls of `broadcast` in one program. Lists, options and calls have names. */
export type CallsMove =
  /** Begins a call, and does not wait for it. The default is a call without options. */
  | { begin: string; list: string; message: Request; self: string; options?: string }
  /** Waits for a call. */
  | { end: string }
  /** Aborts the signal of these options, now or after this time. */
  | { abort: string; afterMs?: number }
  /** The caller adds a peer to a list, or removes the first peer. */
  | { add: Peer; to: string }
  | { shift: string }
  /** The caller changes the result of a call, which has ended. */
  | { spoil: string };

/** The options of one or more calls. */
export interface GivenOptions {
  timeoutMs?: number;
  localAddress?: string;
  hasSignal?: true;
}

/** Calls of `broadcast` in one program, and the lists of peers and the options that they use. */
export interface CallsData {
  lists: Record<string, Peer[]>;
  options: Readonly<Record<string, GivenOptions>>;
  moves: readonly CallsMove[];
  /** How long to wait for a call, in milliseconds. */
  waitMs: number;
}
