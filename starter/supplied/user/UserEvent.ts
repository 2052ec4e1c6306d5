import type { Code } from '../Refusal';
import type { Address, Hash } from '../types';

/**
 * The state of a payment, as its seller sees it:
 * - `waiting`: the buyer holds it and will mint it
 * - `unreachable`: the buyer did not answer; it is sent again
 * - `refused`: the buyer will never mint it; it is given up
 * - `paid`: it is on the chain
 * - `settled`: it is six blocks deep; its seller no longer watches it
 * - `returned`: another branch won, without it; it is sent again
 * - `unfundable`: another branch won, and its coins do not exist there; it waits until they do
 */
export type PaymentState =
  'waiting' | 'unreachable' | 'refused' | 'paid' | 'settled' | 'returned' | 'unfundable';

/** What happens to a user and may interest people. */
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
  /** Another user announced a block, and it is on the chain now. */
  | { event: 'block'; index: number; hash: Hash }
  /** This user fetched blocks that it lacked. */
  | { event: 'caughtUp'; blocks: number; height: number }
  /** Another branch had more work: `blocks` of its blocks replaced `undone` of ours. */
  | { event: 'reorganised'; undone: number; blocks: number; height: number }
  /** This user refused something, or others refused what it sent. */
  | {
      event: 'refused';
      what: string;
      /** True if it is a block of this user's own miner. */
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
    }
  | { event: 'peer'; name: string; address: Address; host: string; port: number }
  | { event: 'peerGone'; name: string; address: Address }
  /** A bug in this user's own code. */
  | { event: 'error'; message: string; stack: string };
