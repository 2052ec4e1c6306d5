import type { Code } from '../Refusal';
import type { Address, Hash } from '../types';

/**
 * The state of a payment at its seller:
 * - `waiting`: the buyer has the payment and will mint it
 * - `unreachable`: the buyer did not answer; the payment is sent again
 * - `refused`: the buyer refuses the payment; the seller does not send it again. A dishonest buyer can
 *   mint it all the same
 * - `paid`: the payment is on the chain
 * - `settled`: the payment is six blocks deep; the seller no longer watches it
 * - `returned`: another branch has won, and the payment is not on this branch; the payment is sent
 *   again
 * - `unfundable`: another branch has won, and the payment's coins do not exist there; the payment
 *   waits until the coins exist
 */
export type PaymentState =
  'waiting' | 'unreachable' | 'refused' | 'paid' | 'settled' | 'returned' | 'unfundable';

/** The events of a user that are of interest to people. */
export type UserEvent =
  | {
      event: 'ready';
      name: string;
      address: Address;
      host: string;
      port: number;
      genesis: Hash;
      height: number;
    }
  /** This user mined a coin. */
  | { event: 'coin'; index: number; hash: Hash }
  /** This user minted a payment to itself. */
  | { event: 'minted'; index: number; hash: Hash; id: string; from: Address; amount: number }
  /** Another user announced a block, and the block is on the chain now. */
  | { event: 'block'; index: number; hash: Hash }
  /** This user fetched blocks that it lacked. */
  | { event: 'caughtUp'; blocks: number; height: number }
  /** Another branch had more work, so `blocks` new blocks replaced `undone` old blocks. */
  | { event: 'reorganised'; undone: number; blocks: number; height: number }
  /** This user refused a message, or another user refused a message of this user. */
  | {
      event: 'refused';
      what: string;
      /** True if the refused block is from this user's own miner. */
      own?: true;
      by: 'us' | 'them';
      code: Code;
      reason: string;
    }
  | {
      event: 'payment';
      id: string;
      state: PaymentState;
      to: Address;
      amount: number;
      code?: Code;
      /** True if the payment was refused before. */
      wasRefused?: true;
    }
  | { event: 'peer'; name: string; address: Address; host: string; port: number }
  | { event: 'peerGone'; name: string; address: Address }
  /** More events of one kind have happened in one second than are reported. */
  | { event: 'more'; what: 'peer' | 'peerGone' | 'refused'; count: number }
  /** A bug in this user's own code. */
  | { event: 'error'; message: string; stack: string };
