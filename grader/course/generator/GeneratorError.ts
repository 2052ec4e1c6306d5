/** Says, in a sentence for a maintainer, why `starter/` cannot be made from `solution/`. */
export class GeneratorError extends Error {
  override readonly name = 'GeneratorError';
}
