import { hash as digest } from 'node:crypto';
import type { Block, Draft } from '../../../solution/supplied/types';
import { truePrefix, zeroBits } from '../../harness/parent/suite/trueHash';

/**
 * The block that a draft becomes with the first nonce that gives its hash a wanted number of zero bits.
 *
 * @param isWanted by default those that have the work which the draft asks for
 */
export function finished(
  draft: Draft,
  isWanted = (bits: number): boolean => bits >= draft.difficulty,
): Block {
  const prefix = truePrefix(draft);
  for (let nonce = 0; ; nonce++) {
    const hash = digest('sha256', `${prefix}${nonce}]`);
    if (isWanted(zeroBits(hash))) return { ...draft, nonce, hash };
  }
}
