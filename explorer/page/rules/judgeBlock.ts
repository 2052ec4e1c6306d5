import { applyTransaction } from '../../../solution/ledger';
import { Refusal } from '../../../solution/supplied/Refusal';
import type { Code } from '../../../solution/supplied/Refusal';
import type { Block, Ledger } from '../../../solution/supplied/types';
import { validateBlock } from '../../../solution/validateBlock';
import type { Candidate } from './Candidate';

/**
 * Checks a block with the reference's own rules, as each user of the network does.
 *
 * @param ledger the state before the block. A valid block changes this ledger
 * @param now milliseconds since 1970
 * @returns the code of the first rule that the block breaks, or null if it is valid
 */
export function judgeBlock(
  candidate: Candidate,
  parent: Block,
  ledger: Ledger,
  now: number,
): Code | null {
  return codeOf(() => applyTransaction(ledger, validateBlock(candidate, parent, now).data));
}

/**
 * Checks a block with the rules that need no ledger. After an invalid block there is no ledger.
 * Returns the code of the first broken rule, or null if the block passes.
 */
export function judgeWithoutLedger(
  candidate: Candidate,
  parent: Candidate,
  now: number,
): Code | null {
  // The parent can have a wrong shape. This is harmless, because the rules only compare fields.
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
