import type * as Broadcast from '../../../../solution/broadcast';
import type { Request } from '../../../../solution/supplied/wire/messages';
import type { Peer } from '../../../../solution/supplied/types';
import type { CallsData } from '../channel/CallsMove';

const { isArray } = Array;
const { setTimeout } = globalThis;
const race = Promise.race.bind(Promise);

/** The arguments of one call of `broadcast`, and how long to wait for it. */
export interface BroadcastCall {
  message: Request;
  peers: Peer[];
  self: string;
  timeoutMs: number;
  /** How long to wait for the outcome, in milliseconds. */
  waitMs: number;
  /** When to abort the signal. The default is never. */
  abortAfterMs?: number;
}

/** The result of the call. */
export type Outcome =
  /** How the call ended if it returned no promise, in words. */
  | { noPromise: string }
  | { ended: false; afterMs: number }
  | {
      ended: true;
      /** The value of the promise, with a `ShownError` for each error. */
      deliveries?: unknown;
      /** The error of the promise, in words. */
      rejected?: string;
      /** The arguments after the call. */
      message: unknown;
      peers: unknown;
    };

/** The error of a delivery, as plain data that another process can read. */
export interface ShownError {
  /** False for a value that is not an `Error`. */
  isError: boolean;
  /** The code of a `Refusal`, or the name of another error. */
  kind?: unknown;
  words: string;
}

/** Calls `broadcast` once, and waits for the result. */
export async function callBroadcast(
  { broadcast }: typeof Broadcast,
  { message, peers, self, timeoutMs, waitMs, abortAfterMs }: BroadcastCall,
): Promise<Outcome> {
  if (typeof broadcast !== 'function') {
    throw new TypeError('there is no exported function broadcast');
  }
  const calling = new AbortController();
  if (abortAfterMs !== undefined) setTimeout(() => calling.abort(), abortAfterMs);
  const options = { timeoutMs, signal: calling.signal };
  const { promise, ...none } = promiseOf(() => broadcast(message, peers, self, options));
  if (promise === undefined) return none as Outcome;
  return outcomeOf(promise, waitMs, { message, peers });
}

/** Plays a row of calls in one program. Returns the outcome of each call. */
export async function callInARow(
  { broadcast }: typeof Broadcast,
  { lists, options: given, moves, waitMs }: CallsData,
): Promise<Record<string, Outcome>> {
  const signals = new Map(Object.keys(given).map((name) => [name, new AbortController()]));
  const options = Object.fromEntries(
    Object.entries(given).map(([name, { hasSignal, ...others }]) => [
      name,
      { ...others, ...(hasSignal && { signal: signals.get(name)?.signal }) },
    ]),
  );
  const promises = new Map<string, unknown>();
  const outcomes: Record<string, Outcome> = {};
  for (const move of moves) {
    if ('add' in move) lists[move.to].push(move.add);
    else if ('shift' in move) lists[move.shift].shift();
    else if ('abort' in move) {
      const abort = (): void => signals.get(move.abort)?.abort();
      if (move.afterMs === undefined) abort();
      else setTimeout(abort, move.afterMs);
    } else if ('begin' in move) {
      const { begin, list, message, self } = move;
      const last = move.options === undefined ? [] : [options[move.options]];
      const { promise, ...none } = promiseOf(() => broadcast(message, lists[list], self, ...last));
      if (promise === undefined) outcomes[begin] = none as Outcome;
      else promises.set(begin, promise);
      // A rejection before the wait is no uncaught error.
      void endOf(promise);
    } else if ('end' in move && promises.has(move.end)) {
      outcomes[move.end] = structuredClone(
        await outcomeOf(promises.get(move.end), waitMs, { message: null, peers: null }),
      );
    } else if ('spoil' in move) {
      const deliveries = await race([promises.get(move.spoil), undefined]).catch(() => undefined);
      if (!isArray(deliveries)) continue;
      for (const delivery of deliveries)
        Object.assign(Object(delivery) as object, { reply: 'spoilt' });
      deliveries.push('spoilt');
    }
  }
  return outcomes;
}

function promiseOf(call: () => unknown): { promise?: unknown; noPromise?: string } {
  let promise: unknown;
  try {
    promise = call();
  } catch (error) {
    return { noPromise: `it throws ${wordsOf(error)}` };
  }
  return isPromise(promise) ? { promise } : { noPromise: 'it returns something else' };
}

/** Waits for the promise of a call. `after` are the arguments after the call. */
async function outcomeOf(
  promise: unknown,
  waitMs: number,
  after: { message: unknown; peers: unknown },
): Promise<Outcome> {
  // The promise is the submission's own object, and its `then` could return anything.
  const ended = endOf(promise).then((end): Outcome => ({ ended: true, ...end, ...after }));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ ended: false, afterMs: waitMs }), waitMs);
  });
  return race([ended, late]).finally(() => clearTimeout(timer));
}

async function endOf(promise: unknown): Promise<{ deliveries: unknown } | { rejected: string }> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return { rejected: wordsOf(error) };
  }
  return { deliveries: isArray(value) ? value.map(plain) : value };
}

function isPromise(value: unknown): boolean {
  return typeof (Object(value) as { then?: unknown }).then === 'function';
}

/** Returns a delivery that can be sent to another process. */
function plain(delivery: unknown): unknown {
  if (typeof delivery !== 'object' || delivery === null || !('error' in delivery)) return delivery;
  const { error } = delivery;
  if (error === undefined) return delivery;
  const { name, code } = Object(error) as { name?: unknown; code?: unknown };
  const isError = error instanceof Error;
  const shown: ShownError = {
    isError,
    ...(isError && { kind: name === 'Refusal' ? code : name }),
    words: wordsOf(error),
  };
  return { ...delivery, error: shown };
}

/** @throws NotImplemented if the function is a stub */
function wordsOf(error: unknown): string {
  if (error instanceof Error && error.name === 'NotImplemented') throw error;
  // The system's message about a lost connection differs from run to run.
  if (error instanceof Error && error.name === 'ConnectionLost') return error.name;
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  if (typeof error === 'string') return `the text '${error}'`;
  return typeof error === 'object' ? 'an object that is not an error' : String(error);
}
