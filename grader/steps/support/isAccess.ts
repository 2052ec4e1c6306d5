import { isArrayOf } from '../../harness/parent/sandbox/isArrayOf';
import { isRecord } from '../../harness/parent/sandbox/isRecord';
import { isPlain, isPrimitive } from './channel/Access';
import type { Access } from './channel/Access';

/** True for an access from another process that has the right shape. */
export function isAccess(value: unknown): value is Access {
  if (!isRecord(value)) return false;
  const { operation, cell, values, within = [] } = value;
  return (
    typeof operation === 'string' &&
    isPrimitive(cell) &&
    isArrayOf(values, (each): each is unknown => isPlain(each)) &&
    isArrayOf(within, (each): each is number => Number.isSafeInteger(each))
  );
}
