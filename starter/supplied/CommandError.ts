/** Thrown when a request of the person at the keyboard fails. The message says why. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
