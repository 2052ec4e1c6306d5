import type { Code } from '../../../solution/supplied/Refusal';
import type { Endpoint } from '../../../solution/supplied/types';

/** A message from the process of the student's network. */
export type NetworkLine =
  | { kind: 'ready'; name: string; endpoint: Endpoint }
  /** All users are ready. */
  | { kind: 'running' }
  /** A user has mined a block that its own server refuses. */
  | { kind: 'invalid'; name: string; code: Code }
  | { kind: 'problem'; text: string };
