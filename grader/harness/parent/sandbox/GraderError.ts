/** Thrown when the grader itself fails. The submission did not cause this error. */
export class GraderError extends Error {
  override readonly name = 'GraderError';
}
