import { isDeepStrictEqual } from 'node:util';

/** True if two pieces of plain data are equal, also if one was made here and one in another process. */
export function equals(one: unknown, other: unknown): boolean {
  // Jest has prototypes of its own, and Node compares them too.
  return isDeepStrictEqual(structuredClone(one), structuredClone(other));
}
