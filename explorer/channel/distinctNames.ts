import { NETWORK } from '../../solution/supplied/constants';
import type { Address } from '../../solution/supplied/types';
import type { SeenUser } from './Updates';

/** How many digits of an address tell two users of one name apart. */
const DIGITS = 6;

/**
 * Returns the name of each user. If several users have the same name, or a user is called `network`,
 * the name also has the beginning of the user's address.
 */
export function distinctNames(
  users: Iterable<Pick<SeenUser, 'name' | 'address'>>,
): Map<Address, string> {
  const counts = new Map([[key(NETWORK), 1]]);
  const all = [...users];
  for (const { name } of all) counts.set(key(name), (counts.get(key(name)) ?? 0) + 1);
  return new Map(
    all.map(({ name, address }) => {
      const isAlone = counts.get(key(name)) === 1;
      return [address, isAlone ? name : `${name} (${address.slice(0, DIGITS)})`];
    }),
  );
}

/** Names that differ only in their capitals or in their spaces look alike. */
const key = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
