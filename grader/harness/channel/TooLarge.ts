/** Thrown for a value that is too large or too deep for a message, or that contains itself. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}
