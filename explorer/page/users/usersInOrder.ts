import type { SeenUser } from '../../updates';
import type { Model } from '../model/Model';

/** Everyone ever seen: first who is here, then who is gone, each by name. */
export function usersInOrder(model: Model): SeenUser[] {
  return [...model.users.values()].sort(
    (one, other) => Number(other.here) - Number(one.here) || one.name.localeCompare(other.name),
  );
}
