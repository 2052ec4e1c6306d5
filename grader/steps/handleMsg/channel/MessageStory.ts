import type { Endpoint } from '../../../../solution/supplied/types';
import type { Chain } from '../../../../solution/supplied/chain/Chain';
import type { CallSeen } from './RecordedUser';

/** The blocks and payments of some stories, by their names. A value can be malformed. */
export type Cast = Readonly<Record<string, unknown>>;

/** A user before the first line of a story. The blocks and payments are names of the cast. */
export interface Receiver {
  address: string;
  /** The user's chain, from the genesis block on. */
  blocks: readonly string[];
  pending: readonly string[];
  /** The time on the user's clock. */
  now: number;
}

/** What happens to a user. The blocks and payments are names of the cast. */
export type Happening =
  | { block: string; from?: Endpoint }
  | { payment: string }
  /** The user adds blocks that it fetched, or that its own miner found. */
  | { adopts: readonly string[] }
  | { clock: number }
  /** Other payments wait now. Some were minted, and some came back from undone blocks. */
  | { queue: readonly string[] };

/** What happens to the user with this number, from 0. */
export type Event = Happening & { user: number };

/** A line of a story: events in one tick, in this order. */
export type Line = readonly Event[];

/** Users in one program, and what happens to them. */
export interface MessageStory {
  users: readonly Receiver[];
  lines: readonly Line[];
}

/** The answer to a message: a value, or the code of a Refusal. */
export type Outcome = { resolved: unknown } | { refused: unknown };

/** The end of a message in a story. */
export type Ending =
  | Outcome
  /** Another error than a Refusal. */
  | { threw: string }
  /** There was no answer when the event loop came round again. */
  | { late: true };

/** What a line did. An event that is no message has the ending null. */
export interface LineSeen {
  endings: Array<Ending | null>;
  /** The calls of the methods of each user. */
  calls: CallSeen[][];
}

/** The state of a user at the end. The submission can store any value in the user. */
export interface StateSeen {
  chain: Partial<Record<keyof Chain, unknown>>;
  pending: unknown;
}

/** What a story did. */
export interface StorySeen {
  lines: LineSeen[];
  users: StateSeen[];
}
