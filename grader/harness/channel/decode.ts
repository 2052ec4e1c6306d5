import { DEEPEST, MOST_DIGITS, MOST_VALUES, PER_VALUE } from './encode';
import { TooLarge } from './TooLarge';

/** An object that is decoded, and its size if each of its parts were another object. */
interface Decoded {
  object: object;
  values: number;
  height: number;
}

/** Thrown for data that `encode` has not made. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

const NUMBERS = ['NaN', 'Infinity', '-Infinity', '-0'];

/**
 * Decodes the result of `encode`. The result contains only primitive values, arrays without holes,
 * plain objects, and Maps whose keys are texts. Code that visits each part of it ends soon.
 *
 * @param encoded any result of `JSON.parse`
 * @throws Malformed if `encode` has not made it. TooLarge if it is too large or too deep
 */
export function decode(encoded: unknown): unknown {
  return new Decoder().decode(encoded, 0);
}

class Decoder {
  private values = 0;
  /** The height of the value that was decoded last. */
  private height = 0;
  private readonly ended: Decoded[] = [];

  decode(encoded: unknown, depth: number): unknown {
    this.count(1);
    this.height = 0;
    if (typeof encoded === 'string') {
      this.count(encoded.length / PER_VALUE);
      return encoded;
    }
    if (!Array.isArray(encoded)) return primitive(encoded);
    const [kind, first, second] = encoded as unknown[];
    switch (kind) {
      case 'u':
        return undefined;
      case 'n':
        if (!NUMBERS.includes(String(first))) throw new Malformed();
        return Number(first);
      case 'b':
        return bigint(first);
      case 'r':
        return this.repeat(first, depth);
      default:
        return this.decodeObject(kind, first, second, depth);
    }
  }

  private repeat(number: unknown, depth: number): object {
    const decoded = this.ended[Number(number)];
    if (decoded === undefined) throw new Malformed();
    this.count(decoded.values);
    this.height = decoded.height;
    if (depth + this.height > DEEPEST) throw new TooLarge();
    return decoded.object;
  }

  private decodeObject(kind: unknown, first: unknown, second: unknown, depth: number): object {
    if (depth >= DEEPEST) throw new TooLarge();
    const before = this.values;
    let height = 0;
    const all = (parts: unknown): unknown[] =>
      list(parts).map((part) => {
        const value = this.decode(part, depth + 1);
        height = Math.max(height, this.height);
        return value;
      });
    const keys = (): string[] => list(first).map((name) => this.key(name));
    const object = kind === 'a' ? all(first) : withKeys(kind, keys(), all(second));
    this.height = height + 1;
    this.ended.push({ object, values: this.values - before, height: this.height });
    return object;
  }

  private key(value: unknown): string {
    if (typeof value !== 'string') throw new Malformed();
    this.count(Math.floor(value.length / PER_VALUE));
    return value;
  }

  private count(values: number): void {
    this.values += values;
    if (this.values > MOST_VALUES) throw new TooLarge();
  }
}

function withKeys(kind: unknown, keys: readonly string[], values: readonly unknown[]): object {
  if (keys.length !== values.length) throw new Malformed();
  if (kind === 'm') return new Map(keys.map((name, i) => [name, values[i]]));
  if (kind !== 'o') throw new Malformed();
  const object = {};
  keys.forEach((name, i) => {
    const field = { value: values[i], writable: true, enumerable: true, configurable: true };
    Object.defineProperty(object, name, field);
  });
  return object;
}

function primitive(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) throw new Malformed();
  return value;
}

function bigint(digits: unknown): bigint {
  const parts = typeof digits === 'string' ? /^(-?)([0-9a-f]+)$/.exec(digits) : null;
  if (parts === null || parts[2].length > MOST_DIGITS) throw new Malformed();
  const value = BigInt(`0x${parts[2]}`);
  return parts[1] === '-' ? -value : value;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Malformed();
  return value as unknown[];
}
