import type { Code } from '../../../solution/supplied/Refusal';
import type { Block } from '../../../solution/supplied/types';
import { judge, judgeForm } from '../rules/judge';
import { ledgerOf } from '../rules/ledgerOf';
import type { PrivateCopy } from './PrivateCopy';

/**
 * Judges the blocks of a private copy one after the other, as a user would to whom they were sent.
 * After the first that is invalid no ledger means anything; a later one is then refused for a fault of
 * its own if it has one, else as `unknown-parent`: nobody has the block that it stands on.
 *
 * @param now milliseconds since 1970
 * @returns for each block from the copy's first on, its code, or null if it is valid
 */
export function* judgeCopy(copy: PrivateCopy, now: number): Generator<Code | null, void> {
  const { base, changes, first, last } = copy;
  const ledger = ledgerOf(base.slice(0, first));
  let isWhole = true;
  for (let height = first; height <= last; height++) {
    const candidate = copy.at(height);
    const parent = copy.at(height - 1);
    let code: Code | null;
    if (isWhole) code = judge(candidate, parent as Block, ledger, now);
    else if (changes.has(height) || changes.has(height - 1))
      code = judgeForm(candidate, parent, now);
    // Neither was touched, so between the two all is as it was.
    else code = null;
    if (!isWhole) code ??= 'unknown-parent';
    isWhole &&= code === null;
    yield code;
  }
}
