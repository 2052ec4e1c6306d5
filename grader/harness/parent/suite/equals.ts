import { isDeepStrictEqual } from 'node:util';

/** Returns true if two pieces of plain data are equal; one may come from another process. */
export function equals(one: unknown, other: unknown): boolean {
  // Node compares prototypes too, and those of Jest differ from Node's own.
  return isDeepStrictEqual(structuredClone(one), structuredClone(other));
}
