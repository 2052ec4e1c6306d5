import type { Network } from './Network';
import type { NamedView } from './render';

/**
 * The chains of all users of this process.
 *
 * @param most the most blocks of each chain
 */
export function viewsOf(network: Network, most: number): Promise<NamedView[]> {
  return Promise.all(
    [...network.users.values()].map(async (user) => ({
      name: user.options.name,
      address: user.ready?.address ?? '',
      port: user.ready?.port ?? 0,
      view: await user.call('view', most),
    })),
  );
}
