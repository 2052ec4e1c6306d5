/** Replaces a callback in a call, because functions cannot be sent to the submission's process. */
export interface Scripted<Result = unknown> {
  readonly answers: readonly Result[];
  readonly last: Result;
  readonly scripted: true;
}

/**
 * Returns a replacement for a callback. The callback returns the answers one after the other. After
 * the answers, it always returns `last`.
 *
 * @example await call('mine', draft, scripted([true, true], false));
 */
export function scripted<Result>(answers: readonly Result[], last: Result): Scripted<Result> {
  return { answers, last, scripted: true };
}

/** True for a `Scripted`, also if the `Scripted` was made inside Jest. */
export function isScripted(value: unknown): value is Scripted {
  return typeof value === 'object' && value !== null && 'scripted' in value;
}
