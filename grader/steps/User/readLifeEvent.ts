import { LONGEST_TEXT, OVERDUE_MS } from './channel/LifeEvent';
import type { Described, FoundThreads, LifeEvent } from './channel/LifeEvent';
import { ROLES } from './channel/ThreadOrder';

/** For each field of an object, a function that checks the value of the field. */
type Shape<T> = { [Field in keyof T]-?: (value: unknown) => boolean };

type Shapes = { [E in LifeEvent as E['event']]: Shape<Omit<E, 'event'>> };

const DESCRIBED: Shape<Described> = { isError: isBoolean, message: isText };

const FOUND_THREADS: Shape<FoundThreads> = {
  server: isNumber,
  miner: isNumber,
  signals: isNumber,
  isStopped: isBoolean,
};

const OF_THREAD = { user: isText, thread: isNumber, at: isNumber };

const SHAPES: Shapes = {
  started: {
    user: isText,
    code: isOneOf(...ROLES, 'other code'),
    data: isOneOf(...ROLES, 'other data'),
    signals: isNumber,
    areShared: isBoolean,
  },
  exited: OF_THREAD,
  terminated: OF_THREAD,
  asked: OF_THREAD,
  said: { user: isText, thread: isNumber, isReady: isBoolean },
  heard: { user: isText, thread: isNumber, words: isText },
  unheard: { user: isText },
  called: { user: isText, call: isText, at: isNumber },
  settled: {
    user: isText,
    call: isText,
    at: isNumber,
    isRunning: isBoolean,
    error: (value) => value === undefined || has(DESCRIBED, value),
  },
  overdue: { user: isText, after: isOneOf(...Object.keys(OVERDUE_MS)) },
  failed: { user: isText, error: (value) => has(DESCRIBED, value) },
  looked: { user: isText, threads: (value) => value === undefined || has(FOUND_THREADS, value) },
  turned: { turn: isText, timers: isNumber },
  left: {},
};

/**
 * Returns an event from a message that the submission could have forged.
 *
 * @throws TypeError if the message is not an event, or has other fields too
 */
export function readLifeEvent(message: unknown): LifeEvent {
  const { event, ...fields } = Object(message) as Record<string, unknown>;
  const shape = Object.entries(SHAPES).find(([name]) => name === event)?.[1];
  if (shape === undefined || !has(shape, fields)) throw new TypeError('not an event');
  return message as LifeEvent;
}

function has(shape: object, value: unknown): boolean {
  const fields = Object(value) as Record<string, unknown>;
  return (
    Object.keys(fields).every((name) => Object.hasOwn(shape, name)) &&
    Object.entries(shape as Shape<typeof fields>).every(([name, isRight]) => isRight(fields[name]))
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

function isNumber(value: unknown): boolean {
  return Number.isFinite(value);
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isOneOf(...choices: readonly string[]): (value: unknown) => boolean {
  return (value) => choices.some((choice) => choice === value);
}
