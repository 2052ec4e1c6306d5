import { nextBlock } from '../../../solution/createGenesisBlock';
import { checkShape } from '../../../solution/supplied/chain/checkShape';
import { NO_PARENT } from '../../../solution/supplied/constants';
import { Refusal } from '../../../solution/supplied/Refusal';
import type { Block, Draft } from '../../../solution/supplied/types';
import type { Candidate } from '../rules/Candidate';
import type { PrivateCopy } from './PrivateCopy';

/** The draft of a block for the miner, or the reason why the block cannot be mined. */
type DraftOrReason = { draft: Draft; reason?: undefined } | { draft?: undefined; reason: string };

/**
 * Returns the draft of a block of a private copy. The first block that can be changed keeps all
 * typed values. A later block gets a new link to its parent, because the parent has changed.
 */
export function draftAt(copy: PrivateCopy, height: number): DraftOrReason {
  try {
    const block = wellFormed(copy.at(height));
    if (height > copy.first) {
      const parent = wellFormed(copy.at(height - 1));
      return { draft: nextBlock(parent, block.data, block.timestamp) };
    }
    const { index, timestamp, previousHash, difficulty, data } = block;
    return { draft: { index, timestamp, previousHash, difficulty, data } };
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.reason };
    throw error;
  }
}

/**
 * Returns a candidate as a block. It accepts any nonce and any hash, because the miner finds new
 * values.
 *
 * @throws Refusal `bad-shape` if another field is malformed
 */
function wellFormed(candidate: Candidate): Block {
  const block = checkShape({ ...candidate, nonce: 0, hash: NO_PARENT });
  return { ...block, hash: String(candidate.hash) };
}
