import type { Block } from '../../../solution/supplied/types';

/** A block that a person typed. It has all fields, but each field can have any value. */
export interface Candidate {
  index: unknown;
  timestamp: unknown;
  previousHash: unknown;
  difficulty: unknown;
  nonce: unknown;
  hash: unknown;
  data: { id: unknown; from: unknown; to: unknown; amount: unknown; signature: unknown };
}

/** The fields of a block except `data`, in the order of the form. */
export const BLOCK_FIELDS = [
  'index',
  'timestamp',
  'previousHash',
  'difficulty',
  'nonce',
  'hash',
] as const satisfies readonly (keyof Block)[];

/** The fields of a transaction, in the order of the form. */
export const DATA_FIELDS = ['id', 'from', 'to', 'amount', 'signature'] as const;
