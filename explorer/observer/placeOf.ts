import type { Endpoint } from '../../solution/supplied/types';

/** Names an endpoint, for tables. */
export const placeOf = ({ host, port }: Endpoint): string => `${host} ${port}`;
