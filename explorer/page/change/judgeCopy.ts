import type { Code } from '../../../solution/supplied/Refusal';
import type { Block } from '../../../solution/supplied/types';
import { judgeBlock, judgeWithoutLedger } from '../rules/judgeBlock';
import { ledgerOf } from '../rules/ledgerOf';
import type { PrivateCopy } from './PrivateCopy';

/**
 * Checks the blocks of a private copy one by one, as other users would. After the first invalid
 * block there is no ledger, and rules that need one are not checked. A later block that breaks none
 * of the others is `unknown-parent`.
 *
 * @param now milliseconds since 1970
 * @returns for each block that can be changed: its code, or null if it is valid
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
    // Neither block is changed. On the network, they passed these rules.
    else code = null;
    if (!isWhole) code ??= 'unknown-parent';
    isWhole &&= code === null;
    yield code;
  }
}
