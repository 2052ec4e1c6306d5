/** Thrown for a wrong command line. The message names the mistake in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
