import type { Signals } from '../../../solution/supplied/user/signalCells';
import type { Access } from './channel/Access';

/** The operations of `Atomics` that do not wait and that change or read one cell. */
const OPERATIONS = [
  ...['add', 'and', 'compareExchange', 'exchange'],
  ...['load', 'or', 'store', 'sub', 'xor'],
];

/** The methods of an array that change its cells. */
const METHODS = ['copyWithin', 'fill', 'reverse', 'set', 'sort'];

/**
 * Repeats an access that the submission made in another process. An access that would fail, or that
 * would only wait, has no effect.
 *
 * @returns what the access gives, if it gives a number
 */
export function repeatAccess(cells: Signals, access: Access): unknown {
  const { operation, cell, values, within } = access;
  try {
    if (operation === 'read') return cells[Number(cell)];
    if (operation === 'write') return (cells[Number(cell)] = Number(values[0]));
    const atomic = operation.replace('Atomics.', '');
    if (OPERATIONS.includes(atomic)) {
      const run = Reflect.get(Atomics, atomic) as (...args: unknown[]) => unknown;
      return run(cells, cell, ...values);
    }
    if (!METHODS.includes(operation)) return undefined;
    const view = within === undefined ? cells : cells.subarray(...within);
    const change = Reflect.get(view, operation) as (...args: unknown[]) => unknown;
    Reflect.apply(change, view, values);
  } catch {
    // The access failed in the submission's process too.
  }
  return undefined;
}
