import { decode } from '../../../harness/channel/decode';
import { isArrayOf } from '../../../harness/parent/sandbox/isArrayOf';
import { isRecord } from '../../../harness/parent/sandbox/isRecord';
import type { Ending, LineSeen, StateSeen, StorySeen } from '../channel/MessageStory';
import type { CallSeen } from '../channel/RecordedUser';
import { isCall } from '../readHandled';

/** Returns what a story did, or undefined for a text that `playToText` never returns. */
export function readStorySeen(text: string): StorySeen | undefined {
  try {
    const seen = decode(JSON.parse(text));
    return isStorySeen(seen) ? seen : undefined;
  } catch {
    return undefined;
  }
}

function isStorySeen(value: unknown): value is StorySeen {
  return isRecord(value) && isArrayOf(value.lines, isLine) && isArrayOf(value.users, isState);
}

function isLine(value: unknown): value is LineSeen {
  return isRecord(value) && isArrayOf(value.endings, isEnding) && isArrayOf(value.calls, areCalls);
}

function areCalls(value: unknown): value is CallSeen[] {
  return isArrayOf(value, isCall);
}

function isEnding(value: unknown): value is Ending | null {
  const kinds = ['resolved', 'refused', 'threw', 'late'];
  return value === null || (isRecord(value) && kinds.some((kind) => kind in value));
}

function isState(value: unknown): value is StateSeen {
  return isRecord(value) && isRecord(value.chain) && 'pending' in value;
}
