import type { Chain } from '../chain/Chain';
import type { Address, Endpoint, Transaction } from '../types';

/** The part of a user's server thread that `handleMsg` is allowed to use. */
export interface UserState {
  readonly address: Address;
  readonly chain: Chain;
  /** Payments to this user that this user will mint, oldest first. */
  readonly pending: Transaction[];
  /** The time, in milliseconds since 1970. */
  now(): number;
  /** Must be called after the chain has changed. Gives the miner a new job. */
  chainChanged(): void;
  /** Must be called after a payment was added to `pending`. Wakes a miner that rests. */
  pendingChanged(): void;
  /**
   * Fetches the blocks that we lack, after the current message is answered. If `from` is undefined,
   * fetches them from a random peer.
   */
  fetchLater(from?: Endpoint): void;
}
