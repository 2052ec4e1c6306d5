import type { Endpoint, Hash } from '../types';

/** The options of a user. Every interval is an option, because tests use short intervals. */
export interface UserOptions extends Endpoint {
  /** A label for people: 1 to 32 printable characters. */
  name: string;
  /** The maximum number of ports to try, from `port` upwards, if ports are in use. */
  portTries: number;
  /** Users of the network to join. If the list is empty, this user begins a network. */
  join: Endpoint[];
  /** The hash of the only genesis block to accept. Undefined accepts every genesis block. */
  genesis?: Hash;
  /** Leading zero bits of each block's hash. Only the first user of a network uses this option. */
  difficulty: number;
  /** How long to rest after mining a coin, in milliseconds. */
  restMs: number;
  /** How long between two rounds of gossip, in milliseconds. */
  gossipMs: number;
  /** How long one message can take, in milliseconds. */
  messageTimeoutMs: number;
  /** How long to ask for a network to join, in milliseconds. */
  joinTimeoutMs: number;
  /** Whether to mine coins. Payments are minted in both cases. */
  mineCoins: boolean;
  /** How far this user's clock is ahead of the machine's clock, in milliseconds. */
  clockSkewMs: number;
}

/** The default options. The pause of 7 s after a coin comes from the original course. */
export const DEFAULT_OPTIONS: Omit<UserOptions, 'name'> = {
  host: '127.0.0.1',
  port: 6000,
  portTries: 1,
  join: [],
  difficulty: 16,
  restMs: 7000,
  gossipMs: 5000,
  messageTimeoutMs: 5000,
  joinTimeoutMs: 10_000,
  mineCoins: true,
  clockSkewMs: 0,
};
