import { isArrayOf } from '../../harness/parent/sandbox/isArrayOf';
import { isRecord } from '../../harness/parent/sandbox/isRecord';
import type { Outcome } from './channel/MessageStory';
import type { CallSeen } from './channel/RecordedUser';
import type { AnsweredInOneTurn, Seen } from './child/scenario';

/** Returns what the scenarios saw, or undefined for a value that they never return. */
export function readHandled(value: unknown): Seen | undefined {
  return isSeen(value) ? value : undefined;
}

function isSeen(value: unknown): value is Seen {
  return (
    isRecord(value) &&
    isArrayOf(value.outcomes, isOutcome) &&
    isArrayOf(value.calls, isCall) &&
    isRecord(value.chain)
  );
}

/** Does the same for the scenario `inOneTurn`. */
export function readAnswered(value: unknown): AnsweredInOneTurn | undefined {
  return isAnswered(value) ? value : undefined;
}

function isAnswered(value: unknown): value is AnsweredInOneTurn {
  return (
    isRecord(value) && typeof value.answered === 'boolean' && typeof value.connections === 'number'
  );
}

function isOutcome(value: unknown): value is Outcome {
  return isRecord(value) && ('refused' in value || 'resolved' in value);
}

const METHODS: readonly unknown[] = ['chainChanged', 'pendingChanged', 'fetchLater'];

/** True for a call of a method, such as the scenarios report it. */
export function isCall(value: unknown): value is CallSeen {
  return isRecord(value) && METHODS.includes(value.called);
}
