import { types } from 'node:util';
import { decode } from '../../grader/harness/channel/decode';
import { encode } from '../../grader/harness/channel/encode';
import type { Random } from '../../grader/harness/parent/suite/Random';

/** Returns arrays that contain each other, down to this depth. */
function nested(depth: number): unknown {
  let value: unknown = [];
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { value };
  return value;
}

/** Values that a process can send to the grader, and that a check does not expect. */
const ODD_VALUES: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -0, 1, -1, 0.5, NaN, Infinity, 2 ** 53, 1e300],
  ...[1n, -(2n ** 64n), '', 'x', '0', ' ', 'x'.repeat(100_000), '\u0000\u001b[2J\u202e\ud800\n'],
  ...['constructor', '__proto__', 'length', [], [[]], [undefined], [null], {}, [{}], [1, 2, 3]],
  // Objects that cannot be converted to a text or a number.
  { valueOf: 1, toString: 1 },
  [{ valueOf: 1, toString: 1 }],
  { length: 1e9 },
  { then: 1, constructor: 1, hasOwnProperty: 1, name: 1, message: 1 },
  { 0: 'a', length: 1, map: 1, every: 1, entries: 1 },
  new Map(),
  new Map([['toString', new Map([['', { toJSON: 1 }]])]]),
  nested(400),
  Array(100_000).fill(0),
  Array(10_000).fill({}),
  Object.fromEntries(Array(20_000).entries()),
];

/**
 * Returns data with one random change: a part is replaced by an odd value, removed, or doubled. The
 * changed part can be the whole, or a part of a part.
 */
export function changeAtRandom(data: unknown, random: Random): unknown {
  const parts = partsOf(data);
  if (parts.length === 0 || random.integer(1, 4) === 1) return oddValue(random);
  const part = random.pick(parts);
  switch (random.pick(['inside', 'inside', 'inside', 'remove', 'double'] as const)) {
    case 'inside':
      part.replace(changeAtRandom(part.value, random));
      break;
    case 'remove':
      part.remove();
      break;
    case 'double':
      part.double();
      break;
  }
  return data;
}

/** The values that break careless code most often. */
const WORST: readonly unknown[] = [undefined, null, 1n, { valueOf: 1, toString: 1 }, [null]];

/** Returns a new copy, in the form in which another process's values arrive. */
function oddValue(random: Random): unknown {
  const value = random.pick(random.integer(0, 1) === 1 ? ODD_VALUES : WORST);
  return decode(encode(value));
}

/** A part of an array, of a Map or of an object, and how to change it there. */
interface Part {
  value: unknown;
  replace: (value: unknown) => void;
  remove: () => void;
  double: () => void;
}

function partsOf(data: unknown): Part[] {
  if (Array.isArray(data)) return (data as unknown[]).map((value, i) => elementOf(data, value, i));
  if (types.isMap(data)) return [...data].map(([key, value]) => entryOf(data, key, value));
  if (typeof data !== 'object' || data === null || ArrayBuffer.isView(data)) return [];
  const fields = data as Record<string, unknown>;
  return Object.entries(fields).map(([name, value]) => ({
    value,
    replace: (other) => (fields[name] = other),
    remove: () => delete fields[name],
    double: () => (fields[`${name}2`] = value),
  }));
}

function elementOf(list: unknown[], value: unknown, i: number): Part {
  return {
    value,
    replace: (other) => (list[i] = other),
    remove: () => list.splice(i, 1),
    double: () => list.splice(i, 0, value),
  };
}

function entryOf(map: Map<unknown, unknown>, key: unknown, value: unknown): Part {
  return {
    value,
    replace: (other) => map.set(key, other),
    remove: () => map.delete(key),
    double: () => map.set(`${String(key)}2`, value),
  };
}
