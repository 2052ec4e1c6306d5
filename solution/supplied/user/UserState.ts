import type { Chain } from '../chain/Chain';
import type { Address, Endpoint, Transaction } from '../types';

/** What a user's server thread knows, as far as `handleMsg` may use it. */
export interface UserState {
  readonly address: Address;
  readonly chain: Chain;
  /** Payments to this user that wait to be minted by it, oldest first. */
  readonly pending: Transaction[];
  /** The time, in milliseconds since 1970. */
  now(): number;
  /** To be called when the chain has changed: the miner gets a new job. */
  chainChanged(): void;
  /** To be called when a payment has come to wait: the miner does not rest on. */
  pendingChanged(): void;
  /** Fetches what we lack, after the present message is answered: from that user, or from any. */
  fetchLater(from?: Endpoint): void;
}
