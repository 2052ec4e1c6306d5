import { isArrayOf } from '../../harness/parent/sandbox/isArrayOf';
import { isRecord } from '../../harness/parent/sandbox/isRecord';
import type { Seen } from './child/scenario';

/** Returns what the scenario saw, or undefined for a value that the scenario never returns. */
export function readCatchUp(value: unknown): Seen | undefined {
  return isSeen(value) ? value : undefined;
}

function isSeen(value: unknown): value is Seen {
  return (
    isRecord(value) &&
    isArrayOf(value.offers, isOffer) &&
    isEnd(value.ended) &&
    Array.isArray(value.hashes)
  );
}

function isOffer(value: unknown): value is Seen['offers'][number] {
  return isRecord(value) && typeof value.taken === 'boolean';
}

function isEnd(ended: unknown): ended is Seen['ended'] {
  if (!isRecord(ended)) return false;
  if ('failed' in ended) return typeof ended.failed === 'string';
  return 'returned' in ended || 'refused' in ended || ended.endless === true;
}
