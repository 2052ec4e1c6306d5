/** Thrown when the grader itself fails. It says nothing about the submission. */
export class GraderError extends Error {
  override readonly name = 'GraderError';
}
