import type { Updates } from '../../channel/Updates';

/** The names of the events of the stream. */
export const UPDATE_KEYS: readonly (keyof Updates)[] = [
  'network',
  'blocks',
  'users',
  'messages',
  'faults',
  'split',
  'events',
  'ended',
];

/** A message from the worker that reads the stream: an event, or the state of the connection. */
export type StreamMessage = { key: keyof Updates; data: string } | { connection: 'open' | 'lost' };
