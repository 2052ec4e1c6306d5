import type { SeenUser } from '../../channel/Updates';
import type { NetworkModel } from '../model/NetworkModel';

/** All users ever seen: first those here, then those gone, each group by name. */
export function usersInOrder(model: NetworkModel): SeenUser[] {
  return [...model.users.values()].sort(
    (one, other) => Number(other.here) - Number(one.here) || one.name.localeCompare(other.name),
  );
}
