/** Stands for a callback in a call to the submission, where it cannot be sent itself. */
export interface Scripted<Result = unknown> {
  readonly answers: readonly Result[];
  readonly last: Result;
  readonly scripted: true;
}

/**
 * A callback that gives these answers in turn, and then the last one for ever.
 *
 * @example await call('mine', draft, scripted([true, true], false));
 */
export function scripted<Result>(answers: readonly Result[], last: Result): Scripted<Result> {
  return { answers, last, scripted: true };
}

/** True for a stand-in, wherever it was made. */
export function isScripted(value: unknown): value is Scripted {
  return typeof value === 'object' && value !== null && 'scripted' in value;
}
