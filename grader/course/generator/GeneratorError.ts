/** Tells a maintainer why `starter/` cannot be made from `solution/`. */
export class GeneratorError extends Error {
  override readonly name = 'GeneratorError';
}
