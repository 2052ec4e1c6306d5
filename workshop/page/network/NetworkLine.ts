import type { Endpoint } from '../../../solution/supplied/types';

/** A message from the process of the student's network. */
export type NetworkLine =
  | { kind: 'ready'; name: string; endpoint: Endpoint }
  /** All users are ready. */
  | { kind: 'running' }
  | { kind: 'problem'; text: string };
