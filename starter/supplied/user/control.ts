import { Refusal } from '../Refusal';
import type { Code } from '../Refusal';
import { Sorry } from '../Sorry';
import type { Address, Block, Endpoint, Hash, Peer, Transaction } from '../types';

/** How a user stands. */
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

/** A chain as it is shown: its first and last blocks, and what follows from all of them. */
export interface ChainView {
  height: number;
  /** All blocks, or the first and the last of them. */
  blocks: Block[];
  /** Cents of everybody who owns some. */
  balances: [Address, number][];
}

/** What the main thread can ask of a user's server thread. */
export interface ControlCalls {
  status(): UserStatus;
  /** At most `most` blocks, long chains cut in the middle. */
  view(most: number): ChainView;
  /**
   * Pays a user of that name or address some cents; resolves when the buyer has been asked. One who
   * has only just joined may not be known yet, and is looked for where `at` says.
   */
  pay(buyer: string, amount: number, at?: Endpoint): Promise<Transaction>;
  /** Whether to go on mining coins. */
  mineCoins(on: boolean): void;
  /** From now on talks to these users only, as if the cable to the others were cut; null mends it. */
  reach(addresses: Address[] | null): void;
}

export type ControlName = keyof ControlCalls;

/** A call as it goes to the server thread. */
export interface ControlCall {
  call: number;
  name: ControlName;
  args: unknown[];
}

/** What comes back. */
export type ControlAnswer = { call: number; result: unknown } | { call: number; error: SentError };

/** An error on its way between threads, which lose its class. */
export type SentError =
  | { kind: 'refusal'; code: Code; message: string }
  | { kind: 'sorry'; message: string }
  | { kind: 'bug'; message: string; stack: string };

/** Makes an error ready for the way. */
export function sendError(error: unknown): SentError {
  if (error instanceof Refusal) return { kind: 'refusal', code: error.code, message: error.reason };
  if (error instanceof Sorry) return { kind: 'sorry', message: error.message };
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'bug', message, stack };
}

/** Makes an error of one that has arrived. */
export function receiveError(sent: SentError): Error {
  if (sent.kind === 'refusal') return new Refusal(sent.code, sent.message);
  if (sent.kind === 'sorry') return new Sorry(sent.message);
  const error = new Error(sent.message);
  error.stack = sent.stack;
  return error;
}
