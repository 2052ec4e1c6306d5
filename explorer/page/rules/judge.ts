import { applyTransaction } from '../../../solution/ledger';
import { Refusal } from '../../../solution/supplied/Refusal';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Block, Ledger } from '../../../solution/supplied/types';
import { validateBlock } from '../../../solution/validateBlock';
import type { Candidate } from './Candidate';

/**
 * Judges a block by the reference's own rules, as any user of the network would.
 *
 * @param ledger what all blocks before it led to; takes the block's transaction in if it is valid
 * @param now milliseconds since 1970
 * @returns the code of the first rule that it breaks, or null if it is valid
 */
export function judge(
  candidate: Candidate,
  parent: Block,
  ledger: Ledger,
  now: number,
): Code | null {
  return codeOf(() => applyTransaction(ledger, validateBlock(candidate, parent, now).data));
}

/** The same without the ledger, which means nothing once a block before this one is invalid. */
export function judgeForm(candidate: Candidate, parent: Candidate, now: number): Code | null {
  // A parent that was tampered with may have no good shape; comparing with it does no harm.
  return codeOf(() => validateBlock(candidate, parent as Block, now));
}

function codeOf(run: () => unknown): Code | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
