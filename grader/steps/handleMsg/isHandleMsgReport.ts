import { isArrayOf } from '../../harness/parent/sandbox/isArrayOf';
import { isRecord } from '../../harness/parent/sandbox/isRecord';
import type { AnsweredInOneTurn, CallSeen, Outcome, Seen } from './child/scenario';

/** Returns true for a report with the shape of the scenarios' reports. */
export function isHandleMsgReport(value: unknown): value is Seen {
  return (
    isRecord(value) &&
    isArrayOf(value.outcomes, isOutcome) &&
    isArrayOf(value.calls, isCall) &&
    isRecord(value.chain)
  );
}

/** Returns true for a report with the shape of the scenario `inOneTurn`. */
export function isAnsweredInOneTurn(value: unknown): value is AnsweredInOneTurn {
  return (
    isRecord(value) && typeof value.answered === 'boolean' && typeof value.connections === 'number'
  );
}

function isOutcome(value: unknown): value is Outcome {
  return isRecord(value) && ('refused' in value || 'resolved' in value);
}

const METHODS: readonly unknown[] = ['chainChanged', 'pendingChanged', 'fetchLater'];

function isCall(value: unknown): value is CallSeen {
  return isRecord(value) && METHODS.includes(value.called);
}
