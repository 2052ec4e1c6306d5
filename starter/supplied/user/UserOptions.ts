import type { Endpoint, Hash } from '../types';

/** What a user is started with. Every interval is a parameter, so that tests need not wait. */
export interface UserOptions extends Endpoint {
  /** A label for people: 1 to 32 printable characters. */
  name: string;
  /** How many ports to try, counting up from `port`, while one is in use. */
  portTries: number;
  /** Users of the network to join; none to begin a network of one's own. */
  join: Endpoint[];
  /** The only genesis to accept, if given. */
  genesis?: Hash;
  /** Leading zero bits of each block's hash; of use only to the first user of a network. */
  difficulty: number;
  /** How long to rest after mining a coin, in milliseconds. */
  restMs: number;
  /** How long between two rounds of gossip, in milliseconds. */
  gossipMs: number;
  /** How long one message may take, in milliseconds. */
  messageTimeoutMs: number;
  /** How long to wait for somebody to join, in milliseconds. */
  joinTimeoutMs: number;
  /** Whether to mine coins; payments are minted in any case. */
  mineCoins: boolean;
  /** How far this user's clock is ahead of the machine's, in milliseconds. */
  clockSkewMs: number;
}

/** What a user does unless told otherwise. The rest is the original course's. */
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
