import { isDeepStrictEqual } from 'node:util';
import type { Place } from '../../channel/Story';

/** How deep values are looked for in the named ones. */
const DEEPEST = 3;

/**
 * Finds a value among the values of a story. Returns the place of an equal one that comes first, such
 * as `['chain', 'blocks', 3]`. Texts, numbers and empty lists have no place: too many are equal.
 */
export function nameOfValue(
  value: unknown,
  values: Readonly<Record<string, unknown>>,
): Place | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return undefined;
  }
  let level: Array<[place: Place, value: unknown]> = Object.entries(values).map(
    ([name, named]): [Place, unknown] => [[name], named],
  );
  for (let depth = 0; depth < DEEPEST; depth++) {
    const found = level.find(([, named]) => isDeepStrictEqual(named, value));
    if (found !== undefined) return found[0];
    level = level.flatMap(([place, named]) =>
      partsOf(named).map(([key, part]): [Place, unknown] => [[...place, key], part]),
    );
  }
  return undefined;
}

function partsOf(value: unknown): Array<[key: string | number, part: unknown]> {
  if (typeof value !== 'object' || value === null || value instanceof Map) return [];
  if (Array.isArray(value)) return value.map((part, i): [number, unknown] => [i, part]);
  return Object.entries(value);
}
