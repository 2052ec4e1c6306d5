/**
 * The place of a value in a story: a name, then the keys down to the value. `['b1', 'data', 'id']`
 * is `b1.data.id`. A key of a Map is a key too.
 */
export type Place = readonly [name: string, ...keys: ReadonlyArray<string | number>];

/**
 * One line of a story. A value in a line is plain data. It can contain `at(…)` in any place, for the
 * live value of that place, and `asked(…)` as an argument, for a callback.
 */
export type Move =
  /** Names a value. `words` describe the value to students. */
  | { let: string; be: unknown; words?: string }
  /** Names a deep copy of a value. */
  | { copy: Place; as: string }
  /** Calls a function of the submission. Names its result, if `as` is given. */
  | { call: string; args: readonly unknown[]; as?: string }
  /** Assigns to a part of an object. */
  | { change: Place; to: unknown }
  /** Gives an object all fields of another one, as `Object.assign` does. */
  | { assign: Place; from: unknown }
  /** Freezes an object and all its parts. */
  | { freeze: Place }
  /** Seals an object and all its parts: no field can be added or removed. */
  | { seal: Place };

/** A sequence of calls in one program, with values that live as long as the story. */
export interface Story {
  moves: readonly Move[];
  /** The value that matters at the end. */
  atEnd?: string;
}

/** What a call of a story did. `heard` are the arguments of each call of a callback. */
export type Outcome =
  | { returned: unknown; heard: unknown[][] }
  | { refused: unknown; heard: unknown[][] }
  | { threw: string; message: string; heard: unknown[][] }
  /** The function does not exist, or returned a value that is not plain data. */
  | { odd: string };

/** What a story did: the outcomes of its calls, and the final values of its names. */
export interface Played {
  outcomes: readonly Outcome[];
  values: Readonly<Record<string, unknown>>;
  /** What the values do not show: what is frozen or hidden in those that the story itself makes. */
  traces: readonly string[];
}

interface At {
  '@at': Place;
}

interface Asked {
  '@answers': readonly unknown[];
  last: unknown;
  /** Lines that the callback plays when it is called for the first time. */
  during: readonly Move[];
}

/** An answer of a callback that throws an error with this text. */
export const STOP = 'stop';

/** Stands for the live value of a place. */
export function at(...place: Place): At {
  return { '@at': place };
}

/**
 * Stands for a callback that returns the answers one after the other, then always `last`. Throws an
 * error instead of the answer `STOP`.
 *
 * @param during lines that the callback plays when it is called for the first time
 */
export function asked(
  answers: readonly unknown[],
  last: unknown,
  during: readonly Move[] = [],
): Asked {
  return { '@answers': answers, last, during };
}

/** True for the result of `at`. */
export function isAt(value: unknown): value is At {
  return isPlainObject(value) && '@at' in value;
}

/** True for the result of `asked`. */
export function isAsked(value: unknown): value is Asked {
  return isPlainObject(value) && '@answers' in value;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
