import type { Endpoint } from '../types';

/** Returns the key of an endpoint in a map. */
export function endpointKey({ host, port }: Endpoint): string {
  return `${host} ${port}`;
}
