/** The options of a simulation. All times are in milliseconds of the virtual clock. */
export interface SimulationOptions {
  users: number;
  /** How often a miner of the network finds a block. Then mining ends. */
  blocks: number;
  /** The mean time from one block to the next. */
  intervalMs: number;
  /**
   * The mean time that a packet travels from one user to another. Each pair has its own, from half
   * to one and a half times the mean. A message arrives after three of them, and its answer after
   * four: the connection is made first.
   */
  delayMs: number;
  /** The delay of each pair, instead of a random one: a row and a column for each user. */
  delays?: readonly (readonly number[])[];
  /** Every random value follows from this whole number. */
  seed: number;
  /** The interval of gossip. 0 turns gossip off. */
  gossipMs: number;
  /** How many others each user knows at the start. */
  known: number;
  /** True if no user knows another one at the start. The users then join the first user one by one. */
  joining: boolean;
  /** The number of machines that the users share. By default, each user has its own. */
  hosts?: number;
  /** How many megabits a user can send in a second. 0 means without limit. */
  bandwidth: number;
  /** The share of connections that are lost: their request or their answer never arrives. */
  lost: number;
  /** The share of connections that break. */
  reset: number;
  /** How far a user's clock can be ahead or behind. */
  skewMs: number;
  /** How much of all hashes each user makes. By default, all make as many. */
  shares?: readonly number[];
  /** How long one message can take. */
  messageTimeoutMs: number;
  /** How long the simulation goes on after the last block. */
  settleMs: number;
  /** Things that go wrong, in any order. */
  faults: readonly Fault[];
}

/**
 * Something that goes wrong at a time, or is repaired. Users have the numbers from 0 on.
 *
 * - `cut` cuts cables, and `heal` repairs all of them.
 * - `crash` takes a user's memory, and its endpoint refuses connections. `return` starts the crashed
 *   user again. It has a new key, and joins the network.
 * - A `deaf` user takes connections and never answers.
 * - A `slow` user needs `workMs` for each message.
 */
export type Fault = { atMs: number } & (
  | Cut
  | { kind: 'heal' }
  | { kind: 'crash'; user: number }
  | { kind: 'return'; user: number }
  | { kind: 'deaf'; user: number; on: boolean }
  | { kind: 'slow'; user: number; workMs: number }
);

/** Cuts the cables between groups. The users that are not named are a group. */
interface Cut {
  kind: 'cut';
  groups: readonly (readonly number[])[];
}

export const DEFAULT_SIMULATION: SimulationOptions = {
  users: 20,
  blocks: 100,
  intervalMs: 10_000,
  delayMs: 200,
  seed: 1,
  gossipMs: 0,
  known: 256,
  joining: false,
  bandwidth: 20,
  lost: 0,
  reset: 0,
  skewMs: 0,
  messageTimeoutMs: 5000,
  settleMs: 60_000,
  faults: [],
};
