/** Stands for a callback in a call to the submission: a function cannot be sent to its process. */
export interface Scripted<Result = unknown> {
  readonly answers: readonly Result[];
  readonly last: Result;
  readonly scripted: true;
}

/**
 * Returns a stand-in for a callback that returns each of these answers once, and then always `last`.
 *
 * @example await call('mine', draft, scripted([true, true], false));
 */
export function scripted<Result>(answers: readonly Result[], last: Result): Scripted<Result> {
  return { answers, last, scripted: true };
}

/** True for a stand-in, also for one that was made inside Jest. */
export function isScripted(value: unknown): value is Scripted {
  return typeof value === 'object' && value !== null && 'scripted' in value;
}
