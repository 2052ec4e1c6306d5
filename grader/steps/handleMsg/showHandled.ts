import { show, wordOf } from '../../harness/parent/suite/show';
import { equals } from '../../harness/parent/suite/equals';
import type { Outcome } from './channel/MessageStory';
import type { CallSeen } from './channel/RecordedUser';

/** Returns an answer in one word: `ok`, or the code of the Refusal. */
export function nameOf(outcome: Outcome): string {
  if ('refused' in outcome) return wordOf(outcome.refused);
  return equals(outcome.resolved, { type: 'ok' }) ? 'ok' : show(outcome.resolved);
}

/** Returns calls in words, in their order. */
export function callsInWords(calls: readonly CallSeen[]): string {
  if (calls.length === 0) return 'nothing is called';
  return calls.map(callInWords).join(', then ');
}

function callInWords(call: CallSeen): string {
  switch (call.called) {
    case 'chainChanged':
      return `chainChanged() when the tip is block ${show(call.height)}, heights has ${show(call.heights)} blocks and the ledger ${show(call.transactions)} transactions`;
    case 'pendingChanged':
      return `pendingChanged() when ${show(call.pending)} ${call.pending === 1 ? 'payment waits' : 'payments wait'}`;
    case 'fetchLater':
      return `fetchLater(${call.from === undefined ? '' : show(call.from)})`;
  }
}
