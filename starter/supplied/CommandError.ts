/** A request that cannot be carried out. The message tells the person at the keyboard why. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
