import type * as Broadcast from '../../../../solution/broadcast';
import type { Request } from '../../../../solution/supplied/wire/messages';
import type { Peer } from '../../../../solution/supplied/types';

const { isArray } = Array;
const { setTimeout } = globalThis;

/** What is told to whom. */
export interface Telling {
  message: Request;
  peers: Peer[];
  self: string;
  timeoutMs: number;
  /** How long it is waited for at all. */
  patienceMs: number;
  /** When the given signal is aborted; never, unless said. */
  abortAfterMs?: number;
}

/** How it ended. */
export type Told =
  /** What it did, in words, in place of returning a promise. */
  | { noPromise: string }
  | { ended: false; afterMs: number }
  | {
      ended: true;
      /** What it resolved to, with each error as it can be told. */
      deliveries?: unknown;
      /** What it rejected with, in words, if it did. */
      rejected?: string;
      /** The arguments afterwards. */
      message: unknown;
      peers: unknown;
    };

/** What is told of the error in a delivery. */
export interface ToldError {
  /** Whether it is an error at all. */
  isError: boolean;
  /** Its code if it is a `Refusal`, else its name. */
  called?: unknown;
  /** What it is, in words. */
  words: string;
}

/** Has a message told to everybody. */
export async function tell(
  { broadcast }: typeof Broadcast,
  { message, peers, self, timeoutMs, patienceMs, abortAfterMs }: Telling,
): Promise<Told> {
  if (typeof broadcast !== 'function') {
    throw new TypeError('there is no exported function broadcast');
  }
  const calling = new AbortController();
  if (abortAfterMs !== undefined) setTimeout(() => calling.abort(), abortAfterMs);
  let promise: unknown;
  try {
    promise = broadcast(message, peers, self, { timeoutMs, signal: calling.signal });
  } catch (error) {
    return { noPromise: `it throws ${wordsOf(error)}` };
  }
  if (!isPromise(promise)) return { noPromise: 'it returns something else' };
  const told = promise.then(
    (value): Told => {
      const deliveries = isArray(value) ? value.map(plain) : value;
      return { ended: true, deliveries, message, peers };
    },
    (error: unknown): Told => ({ ended: true, rejected: wordsOf(error), message, peers }),
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Told>((resolve) => {
    timer = setTimeout(() => resolve({ ended: false, afterMs: patienceMs }), patienceMs);
  });
  return Promise.race([told, late]).finally(() => clearTimeout(timer));
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (Object(value) as { then?: unknown }).then === 'function';
}

/** A delivery whose error can be sent to another process. */
function plain(delivery: unknown): unknown {
  if (typeof delivery !== 'object' || delivery === null || !('error' in delivery)) return delivery;
  const { error } = delivery;
  if (error === undefined) return delivery;
  const { name, code } = Object(error) as { name?: unknown; code?: unknown };
  const isError = error instanceof Error;
  const told: ToldError = {
    isError,
    ...(isError && { called: name === 'Refusal' ? code : name }),
    words: wordsOf(error),
  };
  return { ...delivery, error: told };
}

/** @throws NotImplemented if that is the error */
function wordsOf(error: unknown): string {
  if (error instanceof Error && error.name === 'NotImplemented') throw error;
  // What the system says of a lost connection is chance.
  if (error instanceof Error && error.name === 'ConnectionLost') return error.name;
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  if (typeof error === 'string') return `the text '${error}'`;
  return typeof error === 'object' ? 'an object that is no error' : String(error);
}
