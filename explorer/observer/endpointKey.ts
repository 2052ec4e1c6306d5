import type { Endpoint } from '../../solution/supplied/types';

/** An endpoint as a key for maps and sets. */
export const endpointKey = ({ host, port }: Endpoint): string => `${host} ${port}`;
