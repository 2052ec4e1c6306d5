/** A request that cannot be met, with a sentence that tells people why. */
export class Sorry extends Error {
  override readonly name = 'Sorry';
}
