import type { Move, Outcome, Place, Played, Story } from './Story';
import { isMarked, unmarked } from './marked';
import { isAsked, isAt, STOP } from './Story';
import { tracesOn } from './tracesOn';

/** The most calls of callbacks that an outcome keeps. */
const MOST_HEARD = 1000;

const { apply } = Reflect;

/**
 * Plays a story with some functions. The grader plays each story with the reference's functions,
 * and the process of a submission plays it with the submission's functions.
 */
export function playStory(functions: Record<string, unknown>, { moves }: Story): Played {
  const values = new Map<string, unknown>();
  const outcomes = play(functions, moves, values);
  const traces = moves.flatMap((move) =>
    'let' in move ? tracesOn(move.let, values.get(move.let)) : [],
  );
  return { outcomes, values: plain(Object.fromEntries(values)) as Played['values'], traces };
}

function play(
  functions: Record<string, unknown>,
  moves: readonly Move[],
  values: Map<string, unknown>,
): Outcome[] {
  const outcomes: Outcome[] = [];
  for (const move of moves) {
    if ('let' in move) values.set(move.let, liveOf(move.be, values));
    else if ('copy' in move) values.set(move.as, structuredClone(valueAt(move.copy, values)));
    else if ('freeze' in move) lock(valueAt(move.freeze, values), Object.freeze);
    else if ('seal' in move) lock(valueAt(move.seal, values), Object.seal);
    else if ('assign' in move) {
      Object.assign(Object(valueAt(move.assign, values)) as object, liveOf(move.from, values));
    } else if ('change' in move) change(move.change, liveOf(move.to, values), values);
    else outcomes.push(call(functions, move, values));
  }
  return outcomes;
}

function call(
  functions: Record<string, unknown>,
  { call: name, args, as }: Extract<Move, { call: string }>,
  values: Map<string, unknown>,
): Outcome {
  const called = functions[name];
  if (typeof called !== 'function') return { odd: `${name} is of type ${typeof called}` };
  const heard: unknown[][] = [];
  const passed = args.map((arg) =>
    isAsked(arg)
      ? callbackOf(arg, heard, () => play(functions, arg.during, values))
      : liveOf(arg, values),
  );
  if (as !== undefined) values.set(as, undefined);
  try {
    const value: unknown = apply(called, undefined, passed);
    if (as !== undefined) values.set(as, value);
    if (typeof value === 'function' || value instanceof Error || value instanceof Promise) {
      if (as !== undefined) values.set(as, undefined);
      return { odd: value instanceof Promise ? 'a promise' : typeof value };
    }
    return { returned: plain(value), heard };
  } catch (error) {
    const { name: kind, message, code } = Object(error) as Record<string, unknown>;
    return kind === 'Refusal'
      ? { refused: typeof code === 'string' ? code : typeof code, heard }
      : { threw: String(kind), message: String(message).slice(0, 300), heard };
  }
}

function callbackOf(
  { '@answers': answers, last }: { '@answers': readonly unknown[]; last: unknown },
  heard: unknown[][],
  during: () => void,
): (...args: unknown[]) => unknown {
  let count = 0;
  return (...args) => {
    if (heard.length < MOST_HEARD) heard.push(args.map(plain));
    if (count === 0) during();
    const answer = liveOf(count < answers.length ? answers[count] : last, new Map());
    count++;
    if (answer === STOP) throw new Error(STOP);
    return answer;
  };
}

/** Returns a copy that later changes do not reach. A value that is not plain data gets a text. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol'
      ? `a value of type ${typeof value}`
      : value;
  }
  try {
    return structuredClone(value);
  } catch {
    return 'a value with a part that is not plain data';
  }
}

/** Returns the value itself, with the live values in the places of `at(…)`. */
export function liveOf(value: unknown, values: ReadonlyMap<string, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isAt(value)) return valueAt(value['@at'], values);
  if (isMarked(value)) return unmarked(value, (part) => liveOf(part, values));
  if (Array.isArray(value)) return value.map((part) => liveOf(part, values));
  if (value instanceof Map) {
    return new Map([...value].map(([key, part]) => [key, liveOf(part, values)]));
  }
  const live: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) live[key] = liveOf(part, values);
  return live;
}

function valueAt([name, ...keys]: Place, values: ReadonlyMap<string, unknown>): unknown {
  return keys.reduce(partOf, values.get(name));
}

function partOf(whole: unknown, key: string | number): unknown {
  if (whole instanceof Map) return whole.get(key) as unknown;
  return Object(whole)[key] as unknown;
}

function change(place: Place, to: unknown, values: Map<string, unknown>): void {
  const keys = place.slice(1);
  const key = keys.pop();
  if (key === undefined) return void values.set(place[0], to);
  let whole = keys.reduce(partOf, values.get(place[0]));
  if (typeof whole !== 'object' || whole === null) return;
  if (Object.isFrozen(whole) || (!Object.isExtensible(whole) && !isChangeable(whole, key))) {
    // A submission may freeze its results. The name then gets a copy that can be changed.
    values.set(place[0], structuredClone(values.get(place[0])));
    whole = keys.reduce(partOf, values.get(place[0])) as object;
  }
  if (whole instanceof Map) whole.set(key, to);
  else (whole as Record<string | number, unknown>)[key] = to;
}

/** True if a part of a sealed object can get another value. */
function isChangeable(whole: object, key: string | number): boolean {
  return whole instanceof Map || (!Array.isArray(whole) && Object.hasOwn(whole, key));
}

/** Freezes or seals an object and all its parts. */
function lock(value: unknown, lockOne: (value: object) => void): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  lockOne(value);
  const parts = value instanceof Map ? value.values() : Object.values(value);
  for (const part of parts) lock(part, lockOne);
}
