import { checkShape } from '../../../solution/supplied/chain/checkShape';
import { NO_PARENT } from '../../../solution/supplied/constants';
import { Refusal } from '../../../solution/supplied/Refusal';
import type { Block } from '../../../solution/supplied/types';
import type { Candidate } from '../rules/Candidate';

/** Returns a candidate as a block that can be hashed. Returns null if a field is malformed. */
export function hashable(candidate: Candidate): Omit<Block, 'hash'> | null {
  try {
    return checkShape({ ...candidate, hash: NO_PARENT });
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
