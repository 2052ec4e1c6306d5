import type { Code } from '../Refusal';
import type { Address, Hash } from '../types';

/**
 * How a payment stands, as its seller sees it:
 * - `waiting`: the buyer holds it and will mint it
 * - `unreachable`: the buyer did not answer; it is sent again
 * - `refused`: the buyer will never mint it; it is given up
 * - `paid`: it is on the chain
 * - `settled`: it is six blocks deep; nobody watches it any longer
 * - `returned`: another branch won, without it; it is sent again
 * - `unfundable`: another branch won, on which its coins do not exist; it waits until they do
 */
export type PaymentState =
  'waiting' | 'unreachable' | 'refused' | 'paid' | 'settled' | 'returned' | 'unfundable';

/** Everything notable that happens to a user. */
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
  /** Somebody announced a block, and it is on the chain now. */
  | { event: 'block'; index: number; hash: Hash }
  /** Blocks that were missing were fetched. */
  | { event: 'caughtUp'; blocks: number; height: number }
  /** Another branch had more work: `undone` blocks made way for `blocks` others. */
  | { event: 'reorganised'; undone: number; blocks: number; height: number }
  /** Something this user was sent, or sent, was refused. */
  | { event: 'refused'; what: string; by: 'us' | 'them'; code: Code; reason: string }
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
