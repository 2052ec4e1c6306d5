import type { Network } from './Network';
import type { NamedView } from './render';

/**
 * Returns the chains of all users of this process.
 *
 * @param most the maximum number of blocks of each chain
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
