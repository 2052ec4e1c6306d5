import type { Chain } from '../chain/Chain';
import type { Address, Endpoint, Transaction } from '../types';

/** The part of a user's server thread that `handleMsg` may use. */
export interface UserState {
  readonly address: Address;
  readonly chain: Chain;
  /** Payments to this user that it will mint, oldest first. */
  readonly pending: Transaction[];
  /** The time, in milliseconds since 1970. */
  now(): number;
  /** Call it after the chain has changed: it gives the miner a new job. */
  chainChanged(): void;
  /** Call it after a payment was added to `pending`: it wakes a miner that rests. */
  pendingChanged(): void;
  /**
   * Fetches the blocks that we lack, later: the message at hand is answered first. Without `from`,
   * from a random peer.
   */
  fetchLater(from?: Endpoint): void;
}
