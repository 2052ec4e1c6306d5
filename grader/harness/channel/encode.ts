import { types } from 'node:util';
import { TooLarge } from './TooLarge';

/**
 * A value in a form that JSON keeps. Strings, finite numbers, booleans and null stand for
 * themselves. A list begins with the kind of the value:
 *
 * - `u`: undefined. `n`: the number with this text, such as `NaN`. `b`: the bigint with these hex
 *   digits.
 * - `a`: an array. `o`: an object. `m`: a Map whose keys are texts.
 * - `r`: the same object as an earlier one. Objects have numbers, from 0, in the order in which they
 *   end.
 */
export type Encoded =
  | string
  | number
  | boolean
  | null
  | ['u']
  | ['n' | 'b', string]
  | ['a', Encoded[]]
  | ['o' | 'm', string[], Encoded[]]
  | ['r', number];

/** The maximum number of values in a message. */
export const MOST_VALUES = 300_000;
/** The maximum depth of nested objects. Deeper objects could overflow the stack. */
export const DEEPEST = 500;
/** This many characters count as one value. */
export const PER_VALUE = 64;
/** The maximum number of hex digits of a bigint. */
export const MOST_DIGITS = 64;
const LARGEST = 16n ** BigInt(MOST_DIGITS);

/** Thrown for a value that is not plain data, such as a function or a Date. */
export class NotData extends Error {
  override readonly name = 'NotData';
}

/**
 * Encodes plain data for another process. An object in several places stays one object. An object of
 * a class becomes a plain object.
 *
 * @throws NotData if a part is not plain data. TooLarge if the value is too large or too deep, or
 *   contains itself. Another error if the value throws an error when it is read
 */
export function encode(value: unknown): Encoded {
  return new Encoder().encode(value, 0);
}

class Encoder {
  private values = 0;
  private ended = 0;
  /** The number of each object. Undefined while the object is encoded. */
  private readonly numbers = new Map<object, number | undefined>();

  encode(value: unknown, depth: number): Encoded {
    this.count(1);
    switch (typeof value) {
      case 'string':
        this.count(value.length / PER_VALUE);
        return value;
      case 'boolean':
        return value;
      case 'number':
        if (Object.is(value, -0)) return ['n', '-0'];
        return Number.isFinite(value) ? value : ['n', String(value)];
      case 'undefined':
        return ['u'];
      case 'bigint':
        if (value >= LARGEST || value <= -LARGEST) throw new TooLarge();
        return ['b', value.toString(16)];
      case 'object':
        return value === null ? null : this.encodeObject(value, depth);
      default:
        throw new NotData();
    }
  }

  private encodeObject(object: object, depth: number): Encoded {
    if (this.numbers.has(object)) {
      const number = this.numbers.get(object);
      if (number === undefined) throw new TooLarge();
      return ['r', number];
    }
    if (depth >= DEEPEST) throw new TooLarge();
    this.numbers.set(object, undefined);
    const encoded = this.encodeParts(object, depth + 1);
    this.numbers.set(object, this.ended++);
    return encoded;
  }

  private encodeParts(object: object, depth: number): Encoded {
    // A proxy answers each question differently.
    if (types.isProxy(object)) throw new NotData();
    const all = (parts: readonly unknown[]): Encoded[] =>
      parts.map((part) => this.encode(part, depth));
    if (Array.isArray(object)) {
      this.count(object.length);
      return ['a', all(Array.from(object as unknown[]))];
    }
    if (types.isMap(object)) {
      const keys = [...object.keys()];
      if (!keys.every((key) => typeof key === 'string')) throw new NotData();
      return ['m', this.countKeys(keys), all([...object.values()])];
    }
    if (Object.prototype.toString.call(object) !== '[object Object]') throw new NotData();
    const keys = this.countKeys(Object.keys(object));
    return ['o', keys, all(keys.map((key) => (object as Record<string, unknown>)[key]))];
  }

  private countKeys(keys: string[]): string[] {
    for (const key of keys) this.count(1 + Math.floor(key.length / PER_VALUE));
    return keys;
  }

  private count(values: number): void {
    this.values += values;
    if (this.values > MOST_VALUES) throw new TooLarge();
  }
}
