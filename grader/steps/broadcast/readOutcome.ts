import { isRecord } from '../../harness/parent/sandbox/isRecord';
import type { Outcome, ShownError } from './child/scenario';

/** Returns the outcome, or undefined for a value that the scenario never returns. */
export function readOutcome(value: unknown): Outcome | undefined {
  return isOutcome(value) ? value : undefined;
}

function isOutcome(value: unknown): value is Outcome {
  if (!isRecord(value)) return false;
  if ('noPromise' in value) return typeof value.noPromise === 'string';
  if (value.ended === false) return typeof value.afterMs === 'number';
  const { ended, deliveries, rejected } = value;
  return (
    ended === true &&
    (rejected === undefined || typeof rejected === 'string') &&
    (!Array.isArray(deliveries) || deliveries.every(hasShownError))
  );
}

function hasShownError(delivery: unknown): boolean {
  return !isRecord(delivery) || delivery.error === undefined || isShownError(delivery.error);
}

function isShownError(value: unknown): value is ShownError {
  return isRecord(value) && typeof value.isError === 'boolean' && typeof value.words === 'string';
}

/** Returns the outcome of each call, or undefined for a value that the scenario never returns. */
export function readOutcomes(value: unknown): Record<string, Outcome> | undefined {
  return isRecord(value) && Object.values(value).every(isOutcome)
    ? (value as Record<string, Outcome>)
    : undefined;
}
