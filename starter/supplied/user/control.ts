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
  /** Cents. */
  balance: number;
  peers: Peer[];
  /** Payments waiting to be minted by this user. */
  pending: number;
  /** Payments by this user that are not settled yet. */
  payments: number;
  /** Hashes made so far. */
  hashes: number;
  /** Messages refused so far. */
  refused: number;
}

/**
 * A chain as it is shown to people: its first and last blocks, and the balances after all blocks.
 */
export interface ChainView {
  height: number;
  /** All blocks, or the first and the last ones. */
  blocks: Block[];
  /** The cents of every address that owns some. */
  balances: [Address, number][];
}

/** What the main thread can ask of a user's server thread. */
export interface ControlCalls {
  status(): UserStatus;
  /** At most `most` blocks: of a longer chain, the middle is left out. */
  view(most: number): ChainView;
  /**
   * Pays some cents to the user with that name or address. Resolves when the buyer was asked. A
   * buyer that has just joined may not be known yet: `at` says where it listens.
   */
  pay(buyer: string, amount: number, at?: Endpoint): Promise<Transaction>;
  /** Turns the mining of coins on or off. */
  mineCoins(on: boolean): void;
  /** Cuts the cable to all users except these. Null mends it. */
  reach(addresses: Address[] | null): void;
}

export type ControlName = keyof ControlCalls;

/** A call, as the main thread posts it to the server thread. */
export interface ControlCall {
  call: number;
  name: ControlName;
  args: unknown[];
}

/** The answer to a call. */
export type ControlAnswer = { call: number; result: unknown } | { call: number; error: SentError };

/** An error as it is posted between threads: an error object would lose its class. */
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
