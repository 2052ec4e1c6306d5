/** A value that JSON cannot hold. */
interface Marked {
  '@is': 'undefined' | 'number' | 'bigint' | 'map';
  of: unknown;
}

/** Returns a value in a form that JSON keeps. The parts of a Map are not marked. */
export function marked(value: unknown): unknown {
  if (value === undefined) return { '@is': 'undefined', of: null };
  if (value instanceof Map) return { '@is': 'map', of: [...value] };
  if (typeof value === 'bigint') return { '@is': 'bigint', of: String(value) };
  const isOdd = typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0));
  return isOdd ? { '@is': 'number', of: Object.is(value, -0) ? '-0' : String(value) } : value;
}

/** True for the form of a value that JSON cannot hold. */
export function isMarked(value: object): value is Marked {
  return '@is' in value;
}

/**
 * Returns the value itself.
 *
 * @param partOf returns a part of a Map
 */
export function unmarked({ '@is': kind, of }: Marked, partOf: (part: unknown) => unknown): unknown {
  if (kind === 'undefined') return undefined;
  if (kind === 'number') return Number(of);
  if (kind === 'bigint') return BigInt(String(of));
  return new Map((of as Array<[unknown, unknown]>).map(([key, part]) => [key, partOf(part)]));
}
