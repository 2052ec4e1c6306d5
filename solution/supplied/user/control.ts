import { Refusal } from '../Refusal';
import type { Code } from '../Refusal';
import { CommandError } from '../CommandError';
import type { Address, Block, Endpoint, Hash, Peer, Transaction } from '../types';

/** The status of a user. */
export interface UserStatus {
  name: string;
  address: Address;
  host: string;
  port: number;
  genesis: Hash;
  height: number;
  work: number;
  tip: Hash;
  /** The balance, in cents. */
  balance: number;
  peers: Peer[];
  /** Payments waiting to be minted by this user. */
  pending: number;
  /** Payments by this user that are not settled yet. */
  payments: number;
  /** The number of hashes made so far. */
  hashes: number;
  /** The number of messages refused so far. */
  refused: number;
}

/** A chain for people: its first and last blocks, and the balances after all blocks. */
export interface ChainView {
  height: number;
  /** All blocks, or the first and the last blocks of a longer chain. */
  blocks: Block[];
  /** The cents of every address that owns some. */
  balances: [Address, number][];
}

/** The functions of a user's server thread that the main thread can call. */
export interface ControlCalls {
  status(): UserStatus;
  /** Returns at most `most` blocks. If the chain is longer, its middle is left out. */
  view(most: number): ChainView;
  /**
   * Pays some cents to the user with that name or address. Resolves when the buyer was asked. A
   * buyer that has just joined can be unknown to us, so `at` names its endpoint.
   */
  pay(buyer: string, amount: number, at?: Endpoint): Promise<Transaction>;
  /** Turns the mining of coins on or off. */
  mineCoins(on: boolean): void;
  /** Cuts the cables to all users except these. Null repairs all cables. */
  reach(addresses: Address[] | null): void;
}

export type ControlName = keyof ControlCalls;

/** A call that the main thread posts to the server thread. */
export interface ControlCall {
  call: number;
  name: ControlName;
  args: unknown[];
}

/** The answer to a call. */
export type ControlAnswer = { call: number; result: unknown } | { call: number; error: SentError };

/**
 * An error in the form that is posted between threads, because an error object would lose its
 * class.
 */
export type SentError =
  | { kind: 'refusal'; code: Code; message: string }
  | { kind: 'sorry'; message: string }
  | { kind: 'bug'; message: string; stack: string };

/** Returns an error in the form that is posted. */
export function sendError(error: unknown): SentError {
  if (error instanceof Refusal) return { kind: 'refusal', code: error.code, message: error.reason };
  if (error instanceof CommandError) return { kind: 'sorry', message: error.message };
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'bug', message, stack };
}

/** Returns the error that was posted. */
export function receiveError(sent: SentError): Error {
  if (sent.kind === 'refusal') return new Refusal(sent.code, sent.message);
  if (sent.kind === 'sorry') return new CommandError(sent.message);
  const error = new Error(sent.message);
  error.stack = sent.stack;
  return error;
}
