import type { User } from '../../User';
import type { Network } from './Network';
import type { NamedView } from './render';

/** How long to wait for the chain of a user, in milliseconds. */
const LIMIT_MS = 2000;

/**
 * Returns the chains of all users of this process that answer within two seconds.
 *
 * @param most the maximum number of blocks of each chain
 */
export async function viewsOf(network: Network, most: number): Promise<NamedView[]> {
  const users = [...network.users.values()];
  const views = await Promise.all(users.map((user) => inTime(viewOf(user, most))));
  return views.filter((view) => view !== undefined);
}

async function viewOf(user: User, most: number): Promise<NamedView> {
  const { options, ready } = user;
  const view = await user.call('view', most);
  return { name: options.name, address: ready?.address ?? '', port: ready?.port ?? 0, view };
}

/** Resolves to undefined if the promise takes longer than the limit. */
async function inTime<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), LIMIT_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
