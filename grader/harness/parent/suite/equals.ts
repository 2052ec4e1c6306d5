import { isDeepStrictEqual } from 'node:util';

/** Returns true if two values of plain data are equal. A value can be from another process. */
export function equals(one: unknown, other: unknown): boolean {
  // Node compares prototypes too, but Jest's prototypes differ from Node's prototypes.
  return isDeepStrictEqual(structuredClone(one), structuredClone(other));
}
