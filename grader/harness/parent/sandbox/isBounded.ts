import { types } from 'node:util';

/** The maximum number of values. A value in several places counts in each of these places. */
const MOST_VALUES = 1_000_000;
/** The maximum depth of nested objects. Deeper objects could overflow the stack. */
const DEEPEST = 500;
/** This many characters or bytes count as one value. */
const PER_VALUE = 64;
const LARGEST_BIGINT = 2n ** 1024n;

/** An object that was measured, or undefined while it is measured. */
type Measured = { size: number; height: number } | undefined;

/**
 * Checks a value from a submission before the grader uses it. Code that compares or shows a value
 * visits each part. This takes forever for an array of length 2^32 - 1, or for objects that contain
 * each other.
 *
 * @returns true if the value is small, is not deep, and does not contain itself
 */
export function isBounded(value: unknown): boolean {
  const { size, height } = measure(value, new Map());
  return size <= MOST_VALUES && height <= DEEPEST;
}

const TOO_LARGE = { size: Infinity, height: Infinity };

function measure(
  value: unknown,
  seen: Map<object, Measured>,
  depth = 0,
): { size: number; height: number } {
  if (typeof value === 'string') return { size: 1 + value.length / PER_VALUE, height: 0 };
  if (typeof value === 'bigint') {
    return value > LARGEST_BIGINT || value < -LARGEST_BIGINT ? TOO_LARGE : { size: 1, height: 0 };
  }
  if (typeof value !== 'object' || value === null) return { size: 1, height: 0 };
  if (seen.has(value)) return seen.get(value) ?? TOO_LARGE;
  if (depth > DEEPEST || lengthOf(value) > MOST_VALUES) return TOO_LARGE;
  seen.set(value, undefined);
  let size = 1 + lengthOf(value);
  let height = 0;
  for (const part of partsOf(value)) {
    const measured = measure(part, seen, depth + 1);
    size += measured.size;
    height = Math.max(height, measured.height + 1);
    if (size > MOST_VALUES) return TOO_LARGE;
  }
  seen.set(value, { size, height });
  return { size, height };
}

/** Returns how many values an object has room for, without a visit to its parts. */
function lengthOf(object: object): number {
  if (Array.isArray(object)) return object.length;
  if (types.isMap(object) || types.isSet(object)) return object.size;
  if (types.isAnyArrayBuffer(object)) return object.byteLength / PER_VALUE;
  return ArrayBuffer.isView(object) ? object.byteLength : 0;
}

function* partsOf(object: object): Generator<unknown> {
  if (types.isMap(object)) for (const entry of object) yield* entry;
  if (types.isSet(object)) yield* object;
  if (ArrayBuffer.isView(object) || types.isAnyArrayBuffer(object)) return;
  for (const name of Object.keys(object)) yield (object as Record<string, unknown>)[name];
}
