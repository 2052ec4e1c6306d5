import type { Address } from '../../solution/supplied/types';

/** How many names a sentence lists. */
const NAMED = 4;

/** Returns the names of some users as a part of a sentence, such as `alice, bob and 3 more`. */
export function namesOf(
  addresses: readonly Address[],
  nameOf: (address: Address) => string,
): string {
  const names = addresses.slice(0, NAMED).map(nameOf);
  const more = addresses.length - names.length;
  if (more > 0) return `${names.join(', ')} and ${more} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
