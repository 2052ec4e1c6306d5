import type { SeenUser } from '../channel/Updates';
import { MAX_UNPROVEN_OF_HOST, MAX_USERS } from './limits';

/** The facts that decide which user has a place in the list. */
export interface Rated {
  user: Pick<SeenUser, 'address' | 'host' | 'here' | 'heardAt'>;
  /** True if the user has proven that it owns the key of its address. */
  isProven: boolean;
  /** True if the user has mined a valid block. This costs work. */
  hasMined: boolean;
}

/**
 * Decides whether a new user gets a place in the list. In a full list, it takes the place of a user
 * that is gone, or of a user with a lower rank.
 *
 * @returns the user that makes way, or null if there is a free place. Undefined if there is no place
 *   for the new user
 */
export function roomFor<User extends Rated>(
  newcomer: Rated,
  users: readonly User[],
): User | null | undefined {
  const { host } = newcomer.user;
  if (rankOf(newcomer) === UNPROVEN) {
    const alike = users.filter((each) => each.user.host === host && rankOf(each) === UNPROVEN);
    if (alike.length >= MAX_UNPROVEN_OF_HOST) return undefined;
  }
  if (users.length < MAX_USERS) return null;
  const last = users.reduce((low, each) => (isBefore(low, each) ? low : each));
  return rankOf(last) < rankOf(newcomer) ? last : undefined;
}

/** The rank of a user that answers, and has neither proven its address nor mined. */
const UNPROVEN = 1;

/** True if the first user makes way before the second. */
function isBefore(a: Rated, b: Rated): boolean {
  return rankOf(a) < rankOf(b) || (rankOf(a) === rankOf(b) && a.user.heardAt <= b.user.heardAt);
}

function rankOf({ user, isProven, hasMined }: Rated): number {
  return user.here ? UNPROVEN + Number(isProven) + 2 * Number(hasMined) : 0;
}
