import type { Signals } from '../../../../solution/supplied/user/signalCells';
import type { Access } from '../channel/Access';
import { underWatch } from './watchAtomics';

/** A correct call makes a few accesses. After this many, accesses are not recorded. */
const MOST_RECORDED = 1000;

/**
 * Runs a function, and records its accesses to these cells.
 *
 * @param onAccess called with the number of each access, from 1 on, just before the access happens
 * @param run gets the watched cells, which it can give to the submission
 */
export function recordAccesses<Result>(
  cells: Signals,
  onAccess: (access: number) => void,
  run: (handedOut: Signals) => Result,
): { accesses: Access[]; returned: Result } {
  const accesses: Access[] = [];
  let count = 0;
  const returned = underWatch(
    cells,
    (access, make) => {
      onAccess(++count);
      if (count <= MOST_RECORDED) accesses.push(access);
      return make();
    },
    run,
  );
  return { accesses, returned };
}
