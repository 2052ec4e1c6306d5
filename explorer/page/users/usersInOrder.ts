import type { SeenUser } from '../../channel/Updates';
import type { NetworkModel } from '../model/NetworkModel';

/**
 * Returns all users ever seen. Users who are here come first, then users who are gone. Each group
 * is sorted by name.
 */
export function usersInOrder(model: NetworkModel): SeenUser[] {
  return [...model.users.values()].sort(
    (one, other) => Number(other.here) - Number(one.here) || one.name.localeCompare(other.name),
  );
}
