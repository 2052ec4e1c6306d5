import { isRecord } from '../../harness/parent/suite/isRecord';
import type { Seen } from './child/scenario';

/** Returns true for a report with the shape of the scenario's reports. */
export function isSeen(value: unknown): value is Seen {
  return (
    isRecord(value) &&
    Array.isArray(value.offers) &&
    value.offers.every((offer) => isRecord(offer) && typeof offer.taken === 'boolean') &&
    isEnd(value.ended) &&
    Array.isArray(value.hashes)
  );
}

function isEnd(ended: unknown): ended is Seen['ended'] {
  if (!isRecord(ended)) return false;
  if ('failed' in ended) return typeof ended.failed === 'string';
  return 'returned' in ended || 'refused' in ended || ended.endless === true;
}
