import type { Code } from '../../../solution/supplied/Refusal';
import type { Block } from '../../../solution/supplied/types';
import { judgeBlock, judgeWithoutLedger } from '../rules/judgeBlock';
import { ledgerOf } from '../rules/ledgerOf';
import type { PrivateCopy } from './PrivateCopy';

/**
 * Checks the blocks of a private copy one by one, in the same way as other users. After the first
 * invalid block there is no ledger. Therefore the rules that need a ledger are not checked. A later
 * block that passes all other rules gets `unknown-parent`.
 *
 * @param now milliseconds since 1970
 * @returns the code of each block that can be changed, or null for a valid block
 */
export function* judgeCopy(copy: PrivateCopy, now: number): Generator<Code | null, void> {
  const { base, changes, first, last } = copy;
  const ledger = ledgerOf(base.slice(0, first));
  let isWhole = true;
  for (let height = first; height <= last; height++) {
    const candidate = copy.at(height);
    const parent = copy.at(height - 1);
    let code: Code | null;
    if (isWhole) code = judgeBlock(candidate, parent as Block, ledger, now);
    else if (changes.has(height) || changes.has(height - 1))
      code = judgeWithoutLedger(candidate, parent, now);
    // This block and its parent are unchanged. They have passed these rules on the network.
    else code = null;
    if (!isWhole) code ??= 'unknown-parent';
    isWhole &&= code === null;
    yield code;
  }
}
