import type { Draft } from '../../../solution/supplied/types';
import { START } from '../../support/blocks';

/** A draft so difficult that no measurement finishes it. */
export const HARD_DRAFT: Draft = {
  index: 1,
  timestamp: START,
  previousHash: 'a0'.repeat(32),
  difficulty: 32,
  data: { id: 'coin-1', from: 'network', to: 'b1'.repeat(32), amount: 100, signature: '' },
};
