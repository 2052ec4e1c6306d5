import type { Block } from '../../../solution/supplied/types';

/** A block as somebody typed it: the fields are all there, but may hold anything. */
export interface Candidate {
  index: unknown;
  timestamp: unknown;
  previousHash: unknown;
  difficulty: unknown;
  nonce: unknown;
  hash: unknown;
  data: { id: unknown; from: unknown; to: unknown; amount: unknown; signature: unknown };
}

/** The fields of a block, in the order of its text. */
export const BLOCK_FIELDS = [
  'index',
  'timestamp',
  'previousHash',
  'difficulty',
  'nonce',
  'hash',
] as const satisfies readonly (keyof Block)[];

/** The fields of a transaction, in the order of the text. */
export const DATA_FIELDS = ['id', 'from', 'to', 'amount', 'signature'] as const;
